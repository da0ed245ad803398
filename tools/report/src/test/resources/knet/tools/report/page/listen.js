/* Test only: first in the page, hears whatever goes wrong. */
const wrongs = [];
addEventListener('error', (event) => wrongs.push('error: ' + event.message));
addEventListener('unhandledrejection', (event) => wrongs.push('rejection: ' + event.reason));
addEventListener('securitypolicyviolation', (event) =>
  wrongs.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
for (const level of ['error', 'warn']) {
  console[level] = (...words) => wrongs.push(level + ': ' + words.join(' '));
}
/* A made-up pointer cannot be captured. */
HTMLCanvasElement.prototype.setPointerCapture = () => {};
