'use strict';
/* Exact values under the pointer, or by the arrow keys. Without this script they are in the tables. */

/** A box that says something about a place in a figure. */
function tipOf(figure) {
  const box = document.createElement('div');
  box.className = 'tip';
  box.setAttribute('role', 'status');
  figure.append(box);
  return {
    /** Shows text beside a place, px from the figure's corner. */
    show(text, x, y) {
      box.textContent = text;
      const width = box.offsetWidth;
      const height = box.offsetHeight;
      const left = x + 14 + width <= figure.clientWidth ? x + 14 : x - 14 - width;
      box.style.left = Math.max(0, Math.min(left, figure.clientWidth - width)) + 'px';
      box.style.top = Math.max(-height, y - height - 10) + 'px';
    },
    hide() {
      box.textContent = '';
    },
  };
}

/** Titles of drawings, taken over so that a browser does not show them a second time. */
function valuesOf(figure) {
  const values = [];
  for (const title of figure.querySelectorAll('svg title')) {
    const element = title.parentNode;
    element.dataset.tip = title.textContent;
    title.remove();
    values.push(element);
  }
  for (const cell of figure.querySelectorAll('td[title]')) {
    cell.dataset.tip = cell.title;
    cell.removeAttribute('title');
    values.push(cell);
  }
  return values;
}

function explain(figure) {
  const values = valuesOf(figure);
  if (values.length === 0) {
    return;
  }
  const tip = tipOf(figure);
  const isCurves = figure.classList.contains('curves');
  let current = null;

  function choose(element) {
    if (element === current) {
      return;
    }
    if (current) {
      current.classList.remove('on');
    }
    current = element;
    if (!element) {
      tip.hide();
      return;
    }
    element.classList.add('on');
    const box = figure.getBoundingClientRect();
    const at = element.getBoundingClientRect();
    tip.show(element.dataset.tip, at.left + at.width / 2 - box.left, at.top - box.top);
  }

  /** The point of a line chart that is nearest to the pointer. */
  function nearest(event) {
    let best = null;
    let least = 40 * 40;
    for (const element of values) {
      const at = element.getBoundingClientRect();
      if (at.width > 0) {
        const dx = at.left + at.width / 2 - event.clientX;
        const dy = at.top + at.height / 2 - event.clientY;
        if (dx * dx + dy * dy < least) {
          least = dx * dx + dy * dy;
          best = element;
        }
      }
    }
    return best;
  }

  figure.addEventListener('pointermove', (event) =>
    choose(isCurves ? nearest(event) : event.target.closest('[data-tip]')));
  figure.addEventListener('pointerdown', (event) =>
    choose(isCurves ? nearest(event) : event.target.closest('[data-tip]')));
  figure.addEventListener('pointerleave', () => choose(null));
  figure.addEventListener('blur', () => choose(null));
  figure.addEventListener('scroll', () => choose(null), true);
  figure.tabIndex = 0;
  figure.setAttribute('role', 'group');
  figure.setAttribute('aria-label', 'Chart: the arrow keys go through its values');
  figure.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.target !== figure || (!step && event.key !== 'Escape')) {
      return;
    }
    event.preventDefault();
    if (event.key === 'Escape') {
      choose(null);
      return;
    }
    const seen = values.filter((element) => element.getBoundingClientRect().width > 0);
    const next = seen.indexOf(current) + (current ? step : step > 0 ? 1 : 0);
    const element = seen[(next + seen.length) % seen.length];
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    choose(element);
  });
}

/** A name in the legend brings out its line. */
function lightUp(figure) {
  const names = figure.querySelectorAll('.legend li');
  names.forEach((name, index) => {
    const style = name.querySelector('.swatch').classList[1];
    name.addEventListener('pointerenter', () => {
      figure.classList.add('dimmed');
      for (const drawing of figure.querySelectorAll('.drawing svg')) {
        drawing.querySelectorAll('.series')[index].classList.add('lit');
        drawing.querySelectorAll('.mark.' + style).forEach((mark) => mark.classList.add('lit'));
      }
    });
    name.addEventListener('pointerleave', () => {
      figure.classList.remove('dimmed');
      figure.querySelectorAll('.lit').forEach((element) => element.classList.remove('lit'));
    });
  });
}

document.querySelectorAll('figure.chart:not(.timeline)').forEach(explain);
document.querySelectorAll('figure.curves').forEach(lightUp);
