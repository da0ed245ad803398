/* A timeline that can be zoomed: mouse wheel, drag, touch, keyboard, buttons. Where spans are narrower
   than a pixel, a column's height in a colour is that kind's share of the column's time. */

/** Times for people: 12.345678 ms, with as many decimals as a step of the axis needs. */
function timeText(ns, stepNs) {
  const units = [[1e9, 's'], [1e6, 'ms'], [1e3, 'us'], [1, 'ns']];
  const [size, name] = units.find(([s]) => Math.abs(ns) >= s) || units[3];
  const digits = Math.max(0, Math.ceil(Math.log10(size / stepNs) - 1e-9));
  const text = (ns / size).toFixed(Math.min(9, digits));
  return text + ' ' + name;
}

/** The first index whose value is greater than a bound. */
function after(values, bound) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > bound) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** What the page holds of a timeline, in typed arrays. */
function timelineData(figure) {
  const json = JSON.parse(figure.querySelector('script.spans').textContent);
  const lanes = json.lanes.map((name, i) => {
    const spans = json.spans[i];
    const instants = json.instants[i];
    const count = spans.length / 4;
    const lane = {
      name,
      start: new Float64Array(count),
      end: new Float64Array(count),
      kind: new Uint8Array(count),
      label: new Uint32Array(count),
      at: new Float64Array(instants.length / 2),
      signal: new Uint8Array(instants.length / 2),
    };
    for (let k = 0, last = 0; k < count; k++) {
      lane.start[k] = last + spans[4 * k];
      lane.end[k] = last = lane.start[k] + spans[4 * k + 1];
      lane.kind[k] = spans[4 * k + 2];
      lane.label[k] = spans[4 * k + 3];
    }
    for (let k = 0, last = 0; k < lane.at.length; k++) {
      lane.at[k] = last = last + instants[2 * k];
      lane.signal[k] = instants[2 * k + 1];
    }
    return lane;
  });
  return { ...json, lanes };
}

/** Where things lie on the canvas, px. */
function timelineLayout(data, width) {
  const count = data.lanes.length;
  const heights = [[8, 36], [16, 28], [32, 20], [72, 13]];
  const lane = (heights.find(([most]) => count <= most) || [0, 9])[1];
  const longest = Math.max(...data.lanes.map((each) => each.name.length));
  const left = Math.min(longest * 7.2 + 14, width < 500 ? 76 : 150);
  return { width, left, right: width - 8, top: 26, lane, height: 26 + lane * count + 6 };
}

/** Draws a timeline's part between two times. */
class TimelinePainter {
  constructor(canvas, data) {
    this.canvas = canvas;
    this.pen = canvas.getContext('2d');
    this.data = data;
    this.readColours();
  }

  readColours() {
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue('--' + name).trim();
    this.fills = this.data.inks.map(colour);
    this.texts = this.data.inks.map((ink) => colour('on-' + ink));
    this.signals = this.data.signals.map((word) => colour(word === 'lost' ? 'lost-frame' : word));
    for (const name of ['ink', 'soft', 'rule', 'track', 'panel']) {
      this[name] = colour(name);
    }
    this.font = style.fontFamily;
  }

  resize(width) {
    this.layout = timelineLayout(this.data, width);
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(this.layout.height * ratio);
    this.canvas.style.height = this.layout.height + 'px';
    this.ratio = ratio;
  }

  x(ns, view) {
    const { left, right } = this.layout;
    return left + ((ns - view.from) / (view.to - view.from)) * (right - left);
  }

  ns(x, view) {
    const { left, right } = this.layout;
    return view.from + ((x - left) / (right - left)) * (view.to - view.from);
  }

  laneTop(index) {
    return this.layout.top + index * this.layout.lane;
  }

  /** Where spans lie in a lane, and where instants do. */
  bands(index) {
    const lane = this.data.lanes[index];
    const top = this.laneTop(index) + 1;
    const height = this.layout.lane - 2;
    const strip = lane.at.length === 0 ? 0 : lane.start.length === 0 ? height : Math.min(10, height * 0.45);
    return { top, height, strip, spanTop: top + strip, spanHeight: height - strip };
  }

  draw(view, chosen) {
    const { pen, layout, ratio } = this;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, layout.width, layout.height);
    this.axis(view);
    pen.save();
    pen.beginPath();
    pen.rect(layout.left, layout.top, layout.right - layout.left, layout.height);
    pen.clip();
    const boxes = this.fills.map(() => []);
    const labels = [];
    this.data.lanes.forEach((lane, index) => {
      pen.fillStyle = this.track;
      pen.fillRect(layout.left, this.laneTop(index) + 1, layout.right - layout.left, layout.lane - 2);
      this.collect(lane, this.bands(index), view, boxes, labels);
    });
    boxes.forEach((list, kind) => {
      pen.fillStyle = this.fills[kind];
      for (let i = 0; i < list.length; i += 4) {
        pen.fillRect(list[i], list[i + 1], list[i + 2], list[i + 3]);
      }
    });
    this.labels(labels);
    this.data.lanes.forEach((lane, index) => this.instants(lane, this.bands(index), view));
    this.chosen(view, chosen);
    pen.restore();
    this.names();
  }

  /** Boxes of a lane's spans by kind; narrow ones add up to columns. */
  collect(lane, band, view, boxes, labels) {
    const { left, right } = this.layout;
    const shares = new Float64Array(boxes.length);
    let column = -1;
    const flush = () => {
      let bottom = band.spanTop + band.spanHeight;
      for (let kind = 0; kind < shares.length; kind++) {
        if (shares[kind] > 0) {
          // What is there stays visible, however short.
          const height = Math.max(0.75, Math.min(1, shares[kind]) * band.spanHeight);
          boxes[kind].push(column, bottom - height, 1, height);
          bottom -= height;
          shares[kind] = 0;
        }
      }
    };
    for (let i = after(lane.end, view.from); i < lane.start.length && lane.start[i] < view.to; i++) {
      const from = Math.max(left, this.x(lane.start[i], view));
      const to = Math.min(right, this.x(lane.end[i], view));
      const kind = lane.kind[i];
      if (to - from >= 1.5) {
        const gap = to - from > 5 ? 0.75 : 0;
        boxes[kind].push(from, band.spanTop, to - from - gap, band.spanHeight);
        if (to - from > 34 && band.spanHeight >= 11) {
          labels.push({ from, to, band, kind, text: this.data.labels[lane.label[i]] || this.data.kinds[kind] });
        }
        continue;
      }
      let at = from;
      do {
        const next = Math.floor(at);
        if (next !== column) {
          flush();
          column = next;
        }
        const end = Math.min(to, next + 1);
        shares[kind] += Math.max(end - at, 1e-6);
        at = end;
      } while (at < to);
    }
    flush();
  }

  labels(labels) {
    const { pen } = this;
    pen.font = '11px ' + this.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    for (const { from, to, band, kind, text } of labels) {
      const room = to - from - 8;
      let shown = text;
      if (pen.measureText(shown).width > room) {
        let length = Math.max(0, Math.floor((shown.length * room) / pen.measureText(shown).width) - 1);
        while (length > 0 && pen.measureText(shown.slice(0, length) + '\u2026').width > room) {
          length--;
        }
        shown = length > 1 ? shown.slice(0, length) + '\u2026' : '';
      }
      pen.fillStyle = this.texts[kind];
      pen.fillText(shown, from + 4, band.spanTop + band.spanHeight / 2 + 0.5);
    }
  }

  /** Glyphs where there is room for them, ticks where there is not. */
  instants(lane, band, view) {
    const { pen } = this;
    const count = this.data.signals.length;
    const isAlone = lane.start.length === 0;
    for (let signal = 0; signal < count; signal++) {
      const rows = isAlone && band.strip >= 9 ? count : 1;
      const height = band.strip / rows;
      const top = band.top + (rows === 1 ? 0 : signal * height);
      pen.fillStyle = this.signals[signal];
      let last = -100;
      let column = -1;
      for (let i = after(lane.at, view.from - 1); i < lane.at.length && lane.at[i] <= view.to; i++) {
        if (lane.signal[i] !== signal) {
          continue;
        }
        const x = this.x(lane.at[i], view);
        if (x - last >= 11 && height >= 6) {
          this.glyph(this.data.signals[signal], x, top + height / 2, Math.min(4.5, height / 2));
          last = x;
        } else if (Math.floor(x) !== column) {
          pen.fillRect(Math.floor(x), top, 1, height);
        }
        column = Math.floor(x);
      }
    }
  }

  glyph(word, x, y, r) {
    const { pen } = this;
    pen.beginPath();
    if (word === 'raised') {
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y + r);
      pen.lineTo(x - r, y + r);
    } else if (word === 'suppressed') {
      pen.arc(x, y, r, 0, 7);
      pen.arc(x, y, r * 0.45, 0, 7, true);
    } else if (word === 'moderated') {
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y);
      pen.lineTo(x, y + r);
      pen.lineTo(x - r, y);
    } else {
      pen.lineWidth = 2;
      pen.strokeStyle = pen.fillStyle;
      pen.moveTo(x - r, y - r);
      pen.lineTo(x + r, y + r);
      pen.moveTo(x + r, y - r);
      pen.lineTo(x - r, y + r);
      pen.stroke();
      return;
    }
    pen.fill();
  }

  chosen(view, chosen) {
    if (!chosen) {
      return;
    }
    const { pen, layout } = this;
    pen.strokeStyle = this.ink;
    pen.lineWidth = 2;
    if (chosen.index >= 0) {
      const lane = this.data.lanes[chosen.lane];
      const band = this.bands(chosen.lane);
      const from = Math.max(layout.left - 3, this.x(lane.start[chosen.index], view));
      const to = Math.min(layout.right + 3, this.x(lane.end[chosen.index], view));
      pen.strokeRect(from, band.spanTop, Math.max(1, to - from), band.spanHeight);
    } else if (Number.isFinite(chosen.x)) {
      pen.lineWidth = 1;
      pen.globalAlpha = 0.5;
      pen.strokeRect(Math.round(chosen.x) + 0.5, layout.top, 0, layout.height);
      pen.globalAlpha = 1;
    }
  }

  axis(view) {
    const { pen, layout } = this;
    pen.font = '12px ' + this.font;
    pen.textBaseline = 'alphabetic';
    const room = layout.right - layout.left;
    // A label is as long as its last digit says: the step decides, and the step decides on the labels.
    let step = 1;
    for (let k = 0; ; k++) {
      step = [1, 2, 5][k % 3] * 10 ** Math.floor(k / 3);
      const label = pen.measureText(timeText(view.to, step)).width + 26;
      if ((step / (view.to - view.from)) * room >= label || step > view.to - view.from) {
        break;
      }
    }
    for (let k = Math.ceil(view.from / step); k * step <= view.to; k++) {
      const x = this.x(k * step, view);
      pen.fillStyle = this.rule;
      pen.fillRect(x, layout.top - 6, 1, layout.height - layout.top + 6);
      const text = timeText(k * step, step);
      const half = pen.measureText(text).width / 2;
      pen.fillStyle = this.soft;
      pen.textAlign = 'left';
      pen.fillText(text, Math.max(0, Math.min(x - half, layout.width - 2 * half)), 14);
    }
  }

  names() {
    const { pen, layout } = this;
    pen.font = Math.max(8, Math.min(12, layout.lane - 2)) + 'px ' + this.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'right';
    pen.fillStyle = this.ink;
    const every = layout.lane < 10 ? 2 : 1;
    for (let i = 0; i < this.data.lanes.length; i += every) {
      let name = this.data.lanes[i].name;
      while (name.length > 1 && pen.measureText(name).width > layout.left - 10) {
        name = name.replace(/.\u2026?$/u, '') + '\u2026';
      }
      pen.fillText(name, layout.left - 6, this.laneTop(i) + layout.lane / 2 + 0.5);
    }
  }
}
