/** Zooms and pans a timeline, and says what is under the pointer. */
class TimelineControl {
  constructor(figure) {
    this.figure = figure;
    this.data = timelineData(figure);
    this.view = { from: this.data.startNs, to: this.data.endNs };
    this.lane = 0;
    this.chosen = null;
    this.pointers = new Map();
    this.isArmed = true;
    this.build();
    this.painter = new TimelinePainter(this.canvas, this.data);
    this.tip = tipOf(figure);
    this.listen();
    this.resize();
  }

  build() {
    this.stage = document.createElement('div');
    this.stage.className = 'stage';
    this.canvas = document.createElement('canvas');
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', this.figure.dataset.label
      + '. Plus and minus zoom, arrow keys left and right move, up and down choose a lane,'
      + ' N and P the next and previous span, Home shows everything.');
    const tools = document.createElement('div');
    tools.className = 'tools';
    const button = (text, label, action) => {
      const element = document.createElement('button');
      element.type = 'button';
      element.textContent = text;
      element.setAttribute('aria-label', label);
      element.addEventListener('click', action);
      tools.append(element);
      return element;
    };
    this.zoomIn = button('+', 'Zoom in', () => this.zoom(0.5));
    this.zoomOut = button('\u2212', 'Zoom out', () => this.zoom(2));
    this.back = button('\u25c0', 'Earlier', () => this.pan(-0.25));
    this.forth = button('\u25b6', 'Later', () => this.pan(0.25));
    this.reset = button('Reset', 'Show everything', () => this.set(this.data.startNs, this.data.endNs));
    this.range = document.createElement('span');
    this.range.className = 'range';
    tools.append(this.range);
    const hint = document.createElement('p');
    hint.className = 'hint';
    hint.textContent = 'Wheel or pinch zooms, drag moves; from the keyboard + and \u2212, the arrows,'
      + ' N and P for the next and previous span. Where spans are narrower than a pixel, the height of'
      + ' a colour is its share of the time.';
    this.stage.append(this.canvas);
    this.figure.prepend(tools, this.stage);
    this.figure.append(hint);
    this.figure.classList.add('live');
  }

  listen() {
    const { canvas } = this;
    new ResizeObserver(() => this.resize()).observe(this.stage);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.painter.readColours();
      this.paint();
    });
    // Paper is white: a drawing in the colours of the night would be lost on it.
    const paper = (isPaper) => {
      document.documentElement.classList.toggle('paper', isPaper);
      this.painter.readColours();
      this.painter.draw(this.view, isPaper ? null : this.chosen);
    };
    addEventListener('beforeprint', () => paper(true));
    addEventListener('afterprint', () => paper(false));
    // A page that is scrolled does not stop where a timeline comes under a pointer at rest.
    addEventListener('scroll', () => { this.isArmed = false; }, { passive: true });
    canvas.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel', 'pointerleave']) {
      canvas.addEventListener(end, (event) => this.up(event));
    }
    canvas.addEventListener('keydown', (event) => this.key(event));
    canvas.addEventListener('blur', () => this.choose(null));
    canvas.addEventListener('dblclick', (event) => this.zoom(0.25, this.at(event).x));
  }

  resize() {
    const width = this.stage.clientWidth;
    if (width > 0 && (width !== this.width || devicePixelRatio !== this.painter.ratio)) {
      this.width = width;
      this.painter.resize(width);
      this.set(this.view.from, this.view.to);
    }
  }

  /** Shows a part; keeps within the whole, and above a few nanoseconds. */
  set(from, to) {
    const { startNs, endNs } = this.data;
    const length = Math.min(endNs - startNs, Math.max(20, to - from));
    const start = Math.max(startNs, Math.min((from + to - length) / 2, endNs - length));
    this.view = { from: start, to: start + length };
    const isWhole = length >= endNs - startNs;
    this.reset.disabled = this.zoomOut.disabled = isWhole;
    this.back.disabled = start <= startNs;
    this.forth.disabled = start + length >= endNs;
    this.zoomIn.disabled = length <= 20;
    this.figure.dataset.fromNs = this.view.from;
    this.figure.dataset.toNs = this.view.to;
    this.range.textContent = timeText(start, length / 1000) + ' to ' + timeText(start + length, length / 1000);
    this.paint();
  }

  paint() {
    if (!this.isWaiting) {
      this.isWaiting = true;
      requestAnimationFrame(() => {
        this.isWaiting = false;
        this.painter.draw(this.view, this.chosen);
      });
    }
  }

  /** Zooms about a place, the middle if none is given. */
  zoom(factor, x) {
    const { left, right } = this.painter.layout;
    const about = this.painter.ns(x === undefined ? (left + right) / 2 : x, this.view);
    this.set(about - (about - this.view.from) * factor, about + (this.view.to - about) * factor);
  }

  /** Moves by a part of what is seen. */
  pan(part) {
    const by = (this.view.to - this.view.from) * part;
    this.set(this.view.from + by, this.view.to + by);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  wheel(event) {
    const isOut = event.deltaY > 0 && Math.abs(event.deltaY) >= Math.abs(event.deltaX);
    if ((!this.isArmed && !event.ctrlKey) || (isOut && this.zoomOut.disabled)) {
      return; // the page scrolls
    }
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 30 : 1;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.pan(((event.deltaX || event.deltaY) * lines) / this.width);
    } else {
      this.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * lines * 0.0022))), this.at(event).x);
    }
    this.hover(this.at(event));
  }

  down(event) {
    this.isArmed = true;
    this.pointers.set(event.pointerId, this.at(event));
    this.canvas.setPointerCapture(event.pointerId);
    this.canvas.classList.add('grabbed');
    this.hover(this.at(event));
  }

  move(event) {
    this.isArmed = true;
    const now = this.at(event);
    const last = this.pointers.get(event.pointerId);
    if (!last) {
      this.hover(now);
      return;
    }
    const { left, right } = this.painter.layout;
    const perPx = (this.view.to - this.view.from) / (right - left);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId);
    if (other) {
      const still = other[1].x;
      const before = Math.max(20, Math.abs(last.x - still));
      this.zoom(before / Math.max(20, Math.abs(now.x - still)), still);
    } else {
      this.set(this.view.from - (now.x - last.x) * perPx, this.view.to - (now.x - last.x) * perPx);
    }
    this.pointers.set(event.pointerId, now);
    if (Math.abs(now.x - last.x) > 2) {
      this.choose(null);
    }
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    this.canvas.classList.toggle('grabbed', this.pointers.size > 0);
    if (event.type === 'pointerleave') {
      this.choose(null);
    }
  }

  key(event) {
    const actions = {
      '+': () => this.zoom(0.5), '=': () => this.zoom(0.5), '-': () => this.zoom(2),
      ArrowLeft: () => this.pan(-0.2), ArrowRight: () => this.pan(0.2),
      ArrowUp: () => this.step(-1, 0), ArrowDown: () => this.step(1, 0),
      n: () => this.step(0, 1), p: () => this.step(0, -1),
      0: () => this.set(this.data.startNs, this.data.endNs),
      Home: () => this.set(this.data.startNs, this.data.endNs),
      Escape: () => this.choose(null),
    };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  }

  /** Chooses another lane, or another span of the lane; what is chosen comes into sight. */
  step(lanes, spans) {
    const count = this.data.lanes.length;
    this.lane = (this.lane + lanes + count) % count;
    const lane = this.data.lanes[this.lane];
    if (lane.start.length === 0) {
      this.choose({ lane: this.lane, index: -1 }, lane.name + ': no spans');
      return;
    }
    const isHere = this.chosen && this.chosen.lane === this.lane && this.chosen.index >= 0;
    const first = Math.min(after(lane.end, this.view.from), lane.start.length - 1);
    const index = isHere ? this.chosen.index + spans : first;
    if (index < 0 || index >= lane.start.length) {
      return;
    }
    if (lane.start[index] < this.view.from || lane.end[index] > this.view.to) {
      const length = this.view.to - this.view.from;
      const middle = (lane.start[index] + lane.end[index]) / 2;
      this.set(middle - length / 2, middle + length / 2);
    }
    this.choose({ lane: this.lane, index });
  }

  hover({ x, y }) {
    const { left, right, top, lane: height } = this.painter.layout;
    const index = Math.floor((y - top) / height);
    const lane = this.data.lanes[index];
    if (!lane || x < left || x > right) {
      this.choose(null);
      return;
    }
    this.lane = index;
    const band = this.painter.bands(index);
    const perPx = (this.view.to - this.view.from) / (right - left);
    const ns = this.painter.ns(x, this.view);
    const signals = y < band.spanTop ? this.signalsAt(lane, ns, perPx * 5) : '';
    if (signals) {
      this.choose({ lane: index, index: -1, x }, signals);
      return;
    }
    const first = after(lane.end, ns - perPx / 2);
    const past = after(lane.start, ns + perPx / 2);
    if (past - first > 1 && lane.end[first] - lane.start[first] < 2 * perPx) {
      this.choose({ lane: index, index: -1, x }, this.sumOf(lane, first, past, ns, perPx));
    } else if (past > first) {
      this.choose({ lane: index, index: first, x });
    } else {
      this.choose({ lane: index, index: -1, x }, lane.name + ': nothing at ' + timeText(ns, perPx));
    }
  }

  /** What happened about a time, in words; empty if nothing did. */
  signalsAt(lane, ns, within) {
    const counts = this.data.signals.map(() => 0);
    let first = NaN;
    let total = 0;
    for (let i = after(lane.at, ns - within); i < lane.at.length && lane.at[i] <= ns + within; i++) {
      counts[lane.signal[i]]++;
      first = total++ === 0 ? lane.at[i] : first;
    }
    if (total === 0) {
      return '';
    }
    const words = counts.map((n, i) => (n > 0 ? (total > 1 ? n + ' ' : '') + this.data.signals[i] : ''));
    return lane.name + ': ' + words.filter(Boolean).join(', ')
      + (total > 1 ? ' from ' : ' at ') + timeText(first, 1);
  }

  /** Spans that share a pixel. */
  sumOf(lane, first, past, ns, perPx) {
    const sums = this.data.kinds.map(() => 0);
    for (let i = first; i < past; i++) {
      const from = Math.max(lane.start[i], ns - perPx / 2);
      sums[lane.kind[i]] += Math.max(0, Math.min(lane.end[i], ns + perPx / 2) - from);
    }
    const parts = sums
      .map((sum, kind) => (sum > 0 ? this.data.kinds[kind] + ' ' + ((100 * sum) / perPx).toFixed(1) + '%' : ''))
      .filter(Boolean);
    return lane.name + ': ' + (past - first) + ' spans about ' + timeText(ns, perPx)
      + (parts.length ? '\n' + parts.join(', ') : '');
  }

  choose(chosen, text) {
    this.chosen = chosen;
    this.paint();
    if (!chosen) {
      this.tip.hide();
      return;
    }
    const lane = this.data.lanes[chosen.lane];
    let words = text;
    let x = chosen.x;
    if (chosen.index >= 0) {
      const i = chosen.index;
      const kind = this.data.kinds[lane.kind[i]];
      const label = this.data.labels[lane.label[i]];
      words = lane.name + ': ' + kind + (label && label !== kind ? ', ' + label : '')
        + '\nfrom ' + timeText(lane.start[i], 1) + ', for ' + timeText(lane.end[i] - lane.start[i], 1);
      x = x === undefined ? this.painter.x((lane.start[i] + lane.end[i]) / 2, this.view) : x;
    }
    const place = x === undefined ? this.painter.layout.left : Math.min(this.width, Math.max(0, x));
    this.tip.show(words, place, this.stage.offsetTop + this.painter.laneTop(chosen.lane));
  }
}

document.querySelectorAll('figure.timeline').forEach((figure) => new TimelineControl(figure));
