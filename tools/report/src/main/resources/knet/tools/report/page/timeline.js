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
