/* Test only: last in the page, says to the page around it what it found. */
(() => {
  const found = { wrongs, problems: [], counts: {} };
  const problem = (kind, what) => found.problems.push(kind + ': ' + what);
  const count = (kind) => { found.counts[kind] = (found.counts[kind] || 0) + 1; };
  const boxOf = (element) => element.getBoundingClientRect();
  const name = (element) => (element.textContent || element.className).trim().slice(0, 60);
  const overlap = (a, b, slack) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;

  function width(when) {
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth) {
      problem('wider than the page ' + when, page.scrollWidth + ' > ' + innerWidth);
      for (const element of document.querySelectorAll('body *')) {
        if (boxOf(element).right > innerWidth + 1 && !element.closest('.scroll')) {
          problem('sticks out', element.tagName + '.' + element.className + ' ' + name(element));
          break;
        }
      }
    }
  }

  function drawings() {
    for (const svg of document.querySelectorAll('svg')) {
      const frame = boxOf(svg);
      if (frame.width === 0) {
        continue;
      }
      count('drawings');
      const boxes = [];
      for (const text of svg.querySelectorAll('text')) {
        const box = boxOf(text);
        if (box.width === 0) {
          continue;
        }
        count('texts');
        if (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
          problem('text outside its drawing', name(text));
        }
        for (const [other, otherName] of boxes) {
          if (overlap(box, other, 1.5)) {
            problem('text over text', name(text) + ' | ' + otherName);
          }
        }
        boxes.push([box, name(text)]);
      }
    }
  }

  function apart(selector, inside, what) {
    for (const list of document.querySelectorAll(selector)) {
      const entries = [...list.querySelectorAll(inside)].filter((entry) => boxOf(entry).width > 0);
      entries.forEach((entry, i) => {
        count(what);
        const box = boxOf(entry);
        if (box.left < -1 || box.right > innerWidth + 1) {
          problem(what + ' cut', name(entry));
        }
        if (i > 0 && overlap(box, boxOf(entries[i - 1]), 0.5)) {
          problem(what + ' overlap', name(entry) + ' | ' + name(entries[i - 1]));
        }
      });
    }
  }

  function names() {
    for (const element of document.querySelectorAll('.row .name, .row .value, .legend li span')) {
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
        && getComputedStyle(element).display !== 'inline') {
        problem('text wider than its box', name(element));
      }
    }
  }

  function figures() {
    const result = JSON.parse(document.getElementById('result').textContent);
    for (const element of document.querySelectorAll('[data-key]')) {
      count('figures');
      const value = element.dataset.key.split('.').reduce((at, key) => at && at[key], result);
      if (typeof value !== 'number' || value !== Number(element.dataset.value)) {
        problem('figure', element.dataset.key + ' is ' + element.dataset.value + ', in the JSON ' + value);
      }
      if (!element.textContent.trim()) {
        problem('figure', element.dataset.key + ' shows nothing');
      }
    }
  }

  function painted(canvas) {
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const colours = new Set();
    for (let i = 0; i < pixels.length; i += 4) {
      if (pixels[i + 3] === 255) {
        colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
      }
    }
    return colours;
  }

  /** Kinds and signals of which not one pixel is seen. */
  function unseen(figure) {
    const colours = painted(figure.querySelector('canvas'));
    const json = JSON.parse(figure.querySelector('script.spans').textContent);
    const style = getComputedStyle(figure);
    return [...json.inks, ...json.signals.map((word) => (word === 'lost' ? 'lost-frame' : word))]
      .filter((name) => !colours.has(parseInt(style.getPropertyValue('--' + name).trim().slice(1), 16)));
  }

  const frames = (n) => new Promise((done) => {
    const next = (left) => (left === 0 ? done() : setTimeout(() => next(left - 1), 40));
    next(n);
  });

  async function zooms(figure) {
    const canvas = figure.querySelector('canvas');
    const range = () => [Number(figure.dataset.fromNs), Number(figure.dataset.toNs)];
    const expect = (is, what) => {
      count('timeline checks');
      if (!is) {
        problem('timeline', what + ' ' + range() + ' ' + figure.querySelector('.tip').textContent);
      }
    };
    const frame = boxOf(canvas);
    const x = frame.left + frame.width * 0.6;
    const y = frame.top + 40;
    const pointer = (type, dx, id) => canvas.dispatchEvent(
      new PointerEvent(type, { clientX: x + dx, clientY: y, pointerId: id || 1, bubbles: true }));
    const wheel = (deltaY) => canvas.dispatchEvent(
      new WheelEvent('wheel', { deltaY, clientX: x, clientY: y, bubbles: true, cancelable: true }));
    const key = (name) => canvas.dispatchEvent(
      new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    const whole = range();
    const length = () => range()[1] - range()[0];
    const reset = [...figure.querySelectorAll('button')].find((b) => b.textContent === 'Reset');

    pointer('pointermove', 0);
    expect(figure.querySelector('.tip').textContent.length > 0, 'nothing said under the pointer');
    expect(wheel(100) === true, 'the page does not scroll on when everything is seen');
    wheel(-400);
    expect(length() < whole[1] - whole[0], 'the wheel does not zoom in');
    const at = whole[0] + (whole[1] - whole[0]) * 0.6;
    expect(range()[0] < at && at < range()[1], 'the place under the wheel got out of sight');
    const near = length();
    pointer('pointerdown', 0);
    const before = range();
    pointer('pointermove', -50);
    pointer('pointerup', -50);
    expect(range()[0] > before[0] && Math.abs(length() - near) < 1, 'dragging does not move');
    pointer('pointerdown', -20, 1);
    pointer('pointerdown', 20, 2);
    pointer('pointermove', 120, 2);
    pointer('pointerup', 120, 2);
    pointer('pointerup', -20, 1);
    expect(length() < near * 0.5, 'two fingers do not zoom in');
    reset.click();
    expect(range()[0] === whole[0] && range()[1] === whole[1], 'reset does not show everything');
    expect(reset.disabled, 'reset is offered when there is nothing to reset');
    key('+');
    key('+');
    expect(Math.abs(length() - (whole[1] - whole[0]) / 4) < 2, 'plus does not zoom in');
    key('ArrowLeft');
    key('-');
    expect(Math.abs(length() - (whole[1] - whole[0]) / 2) < 2, 'minus does not zoom out');
    key('Home');
    expect(range()[0] === whole[0] && range()[1] === whole[1], 'home does not show everything');
    key('n');
    expect(/from .* for /s.test(figure.querySelector('.tip').textContent), 'no span is chosen by N');
    for (let i = 0; i < 60; i++) {
      key('+');
    }
    expect(length() >= 20 && length() < 40, 'zooming in has no end');
    await frames(3);
    key('Home');
    key('Escape');
    await frames(3);
    for (let i = 0; i < 100 && unseen(figure).length > 0; i++) {
      await frames(1); // a browser paints when it likes
    }
    found.unseen = unseen(figure);
  }

  async function run() {
    await frames(5);
    width('at first');
    drawings();
    apart('.legend', 'li', 'legend entries');
    apart('.axis', 'span', 'axis labels');
    names();
    figures();
    for (const figure of document.querySelectorAll('figure.curves')) {
      figure.dispatchEvent(new FocusEvent('focus'));
      figure.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      width('with a tip');
      const tip = figure.querySelector('.tip');
      if (figure.querySelector('.pt') && !(tip && tip.textContent)) {
        problem('curves', 'no point is chosen by the arrow keys');
      }
    }
    const timeline = document.querySelector('figure.timeline');
    if (timeline) {
      await zooms(timeline);
    }
    for (const details of document.querySelectorAll('details')) {
      details.open = true;
    }
    await frames(3);
    width('with everything unfolded');
    found.innerWidth = innerWidth;
    found.isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  }

  run()
    .catch((error) => problem('inspection', error.stack))
    .finally(() => parent.postMessage(JSON.stringify(found), '*'));
})();
