/** Draws a timeline's part between two times: spans pixel by pixel, whatever their number, text above. */
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
    const signal = (word) => colour(word === 'lost' ? 'lost-frame' : word);
    this.fills = this.data.inks.map((ink) => this.pixel(colour(ink)));
    this.texts = this.data.inks.map((ink) => colour('on-' + ink));
    this.signals = this.data.signals.map(signal);
    this.signalPixels = this.signals.map((each) => this.pixel(each));
    this.track = this.pixel(colour('track'));
    this.rule = this.pixel(colour('rule'));
    this.ink = colour('ink');
    this.soft = colour('soft');
    this.font = style.fontFamily;
  }

  /** A colour as a number of an image's memory: red in the lowest byte. */
  pixel(colour) {
    this.pen.fillStyle = colour; // gives it back as #rrggbb
    const rgb = parseInt(this.pen.fillStyle.slice(1), 16);
    return (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
  }

  resize(width) {
    this.layout = timelineLayout(this.data, width);
    this.ratio = window.devicePixelRatio || 1;
    const { left, right, lane, height } = this.layout;
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    this.canvas.style.height = height + 'px';
    const columns = Math.max(1, Math.round((right - left) * this.ratio));
    const rows = Math.max(1, Math.round(lane * this.data.lanes.length * this.ratio));
    this.image = this.pen.createImageData(columns, rows);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.columns = columns;
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

  /** Where spans lie in a lane, and above them instants, px. */
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
    const ticks = this.axis(view);
    this.pixels.fill(0);
    const labels = [];
    const glyphs = [];
    this.data.lanes.forEach((lane, index) => {
      const band = this.bands(index);
      const row = (y) => Math.round((y - layout.top) * ratio);
      this.background(row(band.top), row(band.top + band.height), ticks);
      this.spans(lane, row(band.spanTop), row(band.top + band.height), band, view, labels);
      this.instants(lane, band, row, view, glyphs);
    });
    pen.putImageData(this.image, Math.round(layout.left * ratio), Math.round(layout.top * ratio));
    pen.save();
    pen.beginPath();
    pen.rect(layout.left, layout.top, layout.right - layout.left, layout.height);
    pen.clip();
    this.labels(labels);
    glyphs.forEach(({ signal, x, y, r }) => this.glyph(signal, x, y, r));
    this.chosen(view, chosen);
    pen.restore();
    this.names();
  }

  background(top, bottom, ticks) {
    for (let row = top; row < bottom; row++) {
      const start = row * this.columns;
      this.pixels.fill(this.track, start, start + this.columns);
      for (const tick of ticks) {
        this.pixels[start + tick] = this.rule;
      }
    }
  }

  fill(colour, from, to, top, bottom) {
    if (to - from === 1) {
      for (let at = top * this.columns + from; at < bottom * this.columns; at += this.columns) {
        this.pixels[at] = colour; // the usual case; fill() costs a call for every pixel
      }
      return;
    }
    for (let row = top; row < bottom; row++) {
      this.pixels.fill(colour, row * this.columns + from, row * this.columns + to);
    }
  }

  /** Spans of a lane: whole columns of pixels in their colour, and shares of a column where it has several. */
  spans(lane, top, bottom, band, view, labels) {
    const perNs = this.columns / (view.to - view.from);
    const shares = new Float64Array(this.fills.length);
    let column = -1;
    let isEdge = true;
    const flush = () => {
      if (column < 0) {
        return;
      }
      if (isEdge) {
        // Nothing but ends of wide spans: straight edges.
        const most = shares.indexOf(Math.max(...shares));
        if (shares[most] >= 0.5) {
          this.fill(this.fills[most], column, column + 1, top, bottom);
        }
        shares.fill(0);
        return;
      }
      let low = bottom;
      for (let kind = 0; kind < shares.length; kind++) {
        if (shares[kind] > 0) {
          // However short it was, it stays visible.
          const height = Math.max(Math.ceil(1.5 * this.ratio), Math.round(Math.min(1, shares[kind]) * (bottom - top)));
          this.fill(this.fills[kind], column, column + 1, Math.max(top, low - height), low);
          low = Math.max(top, low - height);
          shares[kind] = 0;
        }
      }
    };
    const add = (at, kind, share, isWide) => {
      if (at !== column) {
        flush();
        column = at;
        isEdge = true;
      }
      shares[kind] += share;
      isEdge = isEdge && isWide;
    };
    for (let i = after(lane.end, view.from); i < lane.start.length && lane.start[i] < view.to; i++) {
      const from = Math.max(0, (lane.start[i] - view.from) * perNs);
      const full = Math.min(this.columns, (lane.end[i] - view.from) * perNs);
      const to = full - from >= 6 ? full - 1 : full; // a line between neighbours
      const kind = lane.kind[i];
      const first = Math.min(this.columns - 1, Math.floor(from));
      const last = Math.floor(to);
      if (last <= first) {
        add(first, kind, Math.max(to - from, 1e-6), false);
        continue;
      }
      const isWide = to - from >= 3;
      add(first, kind, first + 1 - from, isWide);
      if (last > first + 1) {
        flush();
        column = -1;
        this.fill(this.fills[kind], first + 1, last, top, bottom);
      }
      if (to > last && last < this.columns) {
        add(last, kind, to - last, isWide);
      }
      const width = (to - from) / this.ratio;
      if (width > 44 && band.spanHeight >= 11) {
        const text = this.data.labels[lane.label[i]] || this.data.kinds[kind];
        labels.push({ from: this.layout.left + from / this.ratio, width, band, kind, text });
      }
    }
    flush();
  }

  labels(labels) {
    const { pen } = this;
    pen.font = '11px ' + this.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    for (const { from, width, band, kind, text } of labels) {
      const room = width - 8;
      let shown = text;
      if (pen.measureText(shown).width > room) {
        let length = Math.floor((shown.length * room) / pen.measureText(shown).width);
        while (length > 0 && pen.measureText(shown.slice(0, length) + '\u2026').width > room) {
          length--;
        }
        if (length < 4) {
          continue; // says nothing
        }
        shown = shown.slice(0, length) + '\u2026';
      }
      pen.fillStyle = this.texts[kind];
      pen.fillText(shown, from + 4, band.spanTop + band.spanHeight / 2 + 0.5);
    }
  }

  /** Signs for instants that have room for one, lines for those that have not. */
  instants(lane, band, row, view, glyphs) {
    const count = this.data.signals.length;
    const perNs = this.columns / (view.to - view.from);
    const rows = lane.start.length === 0 && band.strip >= 16 ? count : 1;
    const height = band.strip / rows;
    const room = 9 * this.ratio;
    const before = new Float64Array(count).fill(-1e9);
    const waiting = new Float64Array(count).fill(NaN);
    const put = (signal, at, isAlone) => {
      const top = band.top + (rows === 1 ? 0 : signal * height);
      if (isAlone && height >= 7 && glyphs.length < 4000) {
        glyphs.push({
          signal, x: this.layout.left + at / this.ratio, y: top + height / 2, r: Math.min(4.5, height / 2 - 0.5),
        });
      } else {
        const column = Math.max(0, Math.min(this.columns - 1, Math.floor(at)));
        this.fill(this.signalPixels[signal], column, column + 1, row(top), row(top + height));
      }
    };
    for (let i = after(lane.at, view.from - 1); i < lane.at.length && lane.at[i] <= view.to; i++) {
      const signal = lane.signal[i];
      const at = (lane.at[i] - view.from) * perNs;
      if (!Number.isNaN(waiting[signal])) {
        const last = waiting[signal];
        put(signal, last, last - before[signal] >= room && at - last >= room);
        before[signal] = last;
      }
      waiting[signal] = at;
    }
    for (let signal = 0; signal < count; signal++) {
      if (!Number.isNaN(waiting[signal])) {
        put(signal, waiting[signal], waiting[signal] - before[signal] >= room);
      }
    }
  }

  glyph(signal, x, y, r) {
    const { pen } = this;
    const word = this.data.signals[signal];
    pen.fillStyle = pen.strokeStyle = this.signals[signal];
    pen.lineWidth = 2;
    pen.beginPath();
    if (word === 'raised') {
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y + r);
      pen.lineTo(x - r, y + r);
      pen.fill();
    } else if (word === 'suppressed') {
      pen.arc(x, y, r - 1, 0, 7);
      pen.stroke();
    } else if (word === 'moderated') {
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y);
      pen.lineTo(x, y + r);
      pen.lineTo(x - r, y);
      pen.fill();
    } else {
      pen.moveTo(x - r, y - r);
      pen.lineTo(x + r, y + r);
      pen.moveTo(x + r, y - r);
      pen.lineTo(x - r, y + r);
      pen.stroke();
    }
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

  /** Writes the times; returns the columns of pixels at which they are. */
  axis(view) {
    const { pen, layout } = this;
    const columns = [];
    pen.font = '12px ' + this.font;
    pen.textBaseline = 'alphabetic';
    pen.textAlign = 'left';
    pen.fillStyle = this.soft;
    const length = view.to - view.from;
    const room = layout.right - layout.left;
    let step = 1;
    for (let k = 0; step <= length; k++) {
      step = [1, 2, 5][k % 3] * 10 ** Math.floor(k / 3);
      // How long a label is depends on the step, whose last digit it shows.
      if ((step / length) * room >= pen.measureText(timeText(view.to, step)).width + 26) {
        break;
      }
    }
    for (let k = Math.ceil(view.from / step); k * step <= view.to; k++) {
      const x = this.x(k * step, view);
      columns.push(Math.min(this.columns - 1, Math.floor((x - layout.left) * this.ratio)));
      pen.fillRect(x, layout.top - 6, 1, 5);
      const text = timeText(k * step, step);
      const half = pen.measureText(text).width / 2;
      pen.fillText(text, Math.max(0, Math.min(x - half, layout.width - 2 * half)), 14);
    }
    return columns;
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
