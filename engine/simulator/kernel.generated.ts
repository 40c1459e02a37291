// Made by scripts/generate-kernel.ts from engine/simulator/kernel. Do not edit: npm run generate.

/** Text of a strict-mode JavaScript expression (Node 18 syntax): the exports of kernel/index.ts as an object. */
export const kernelSource = `(() => {
"use strict";
var DEFAULT_BUDGET = { steps: 5e7, cells: 5e6 };
var BudgetStopped = class {
  kind;
  line;
  constructor(kind, line) {
    this.kind = kind;
    this.line = line;
  }
};
var stopForBudget = (kind, line) => {
  throw new BudgetStopped(kind, line);
};

function weekdayOf(date) {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return -1;
  const shifted = 400 + (month <= 2 ? year - 1 : year);
  const fromMarch = (month + 9) % 12;
  const days = 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + Math.floor((153 * fromMarch + 2) / 5) + day;
  return (days + 1) % 7;
}

function changedInputs(changes, table, inputs) {
  if (changes.length === 0) return table;
  const changed = table.slice();
  const rows = table.length / inputs;
  for (let column = 0; column < inputs; column++) {
    const own = changes.filter(({ index }) => index === column);
    if (own.length === 0) continue;
    const touched = new Uint8Array(rows);
    for (const change of own) applyTo(changed, change, inputs, rows, touched);
    if (isWhole(table, column, inputs)) roundRunning(changed, column, inputs, touched);
  }
  return changed;
}
function applyTo(table, { kind, index, value, from, to }, inputs, rows, touched) {
  const last = Math.min(rows - 1, to);
  for (let row = Math.max(0, from); row <= last; row++) {
    const at = row * inputs + index;
    const before = table[at];
    table[at] = kind === "set-input" ? value : kind === "scale-input" ? before * value : before + value;
    touched[row] = 1;
  }
}
function isWhole(table, column, inputs) {
  for (let at = column; at < table.length; at += inputs) {
    const value = table[at];
    if (!Number.isNaN(value) && !Number.isInteger(value)) return false;
  }
  return true;
}
function roundRunning(table, column, inputs, touched) {
  let exact = 0;
  let told2 = 0;
  touched.forEach((isTouched, row) => {
    const at = row * inputs + column;
    const value = table[at];
    if (isTouched === 0 || Number.isNaN(value)) return;
    exact += value;
    table[at] = Math.round(exact) - told2;
    told2 += table[at];
  });
}

function allowed(value, { default: fallback, low, high, integer }) {
  if (Number.isNaN(value)) return fallback;
  const inside = Math.min(high, Math.max(low, value));
  return integer ? Math.round(inside) : inside;
}

function changedSetting(changes, value, row, range) {
  let changed = value;
  let isChanged = false;
  for (const { kind, value: by, from, to } of changes) {
    if (row < from || row > to) continue;
    isChanged = true;
    changed = made(kind, changed, by);
  }
  return isChanged ? allowed(changed, range) : value;
}
function made(kind, value, by) {
  switch (kind) {
    case "set-lever":
      return by;
    case "scale-lever":
      return value * by;
    case "add-lever":
      return value + by;
    case "cap-lever":
      return Math.min(value, by);
    default:
      return kind;
  }
}
function changedLevers(changes, table, levers) {
  const width = levers.length;
  const own = changes.filter(({ index }) => index < width);
  if (own.length === 0) return table;
  const changed = table.slice();
  levers.forEach((range, column) => {
    const of = own.filter(({ index }) => index === column);
    if (of.length === 0) return;
    for (let at = column, row = 0; at < table.length; at += width, row++)
      changed[at] = changedSetting(of, table[at], row, range);
  });
  return changed;
}

function episodePlanOf(plan, episode) {
  const rows = episode.steps + 1;
  if (episode.dates !== void 0 && episode.dates.length !== rows)
    throw new Error(\`episode \${episode.id}: \${episode.dates.length} dates, expected \${rows}\`);
  const given = sideBySide(
    episode.id,
    plan.inputs.map(({ name, default: fallback }) => ({
      name,
      values: episode.inputs[name],
      fallback
    })),
    rows
  );
  const inputs = changedInputs(plan.interventions.inputs, given, plan.inputs.length);
  const recorded = sideBySide(
    episode.id,
    plan.leverNames.map((name, index) => ({
      name,
      values: episode.levers[name],
      fallback: plan.levers[index].default
    })),
    rows
  );
  return {
    episode,
    steps: episode.steps,
    observed: sideBySide(
      episode.id,
      plan.outputs.map((name) => ({ name, values: episode.observed[name], fallback: Number.NaN })),
      rows
    ),
    given,
    inputs,
    levers: changedLevers(plan.interventions.levers, recorded, plan.levers),
    missing: missingInputs(inputs, plan.inputs.length, rows),
    dates: episode.dates ?? new Array(rows).fill(""),
    weekdays: Int32Array.from(
      { length: rows },
      (_, row) => episode.dates === void 0 ? row % 7 : weekdayOf(episode.dates[row])
    )
  };
}
function withFuture(plan, episode, origin, future) {
  const given = episode.given.slice();
  const width = plan.inputs.length;
  const ahead = episode.steps - origin;
  for (const name of Object.keys(future)) {
    const column = plan.inputs.findIndex((input) => input.name === name);
    if (column < 0) throw new Error(\`unknown input: \${name}\`);
    const values = future[name];
    if (values.length !== ahead)
      throw new Error(
        \`episode \${episode.episode.id}: the future of \${name} has \${values.length} values, expected \${ahead}\`
      );
    for (let i = 0; i < ahead; i++)
      if (!Number.isNaN(values[i])) given[(origin + 1 + i) * width + column] = values[i];
  }
  const inputs = changedInputs(plan.interventions.inputs, given, width);
  return { ...episode, given, inputs, missing: missingInputs(inputs, width, episode.steps + 1) };
}
function sideBySide(id, series, rows) {
  const table = new Float64Array(rows * series.length);
  series.forEach(({ name, values, fallback }, column) => {
    if (values !== void 0 && values.length !== rows)
      throw new Error(\`episode \${id}: \${name} has \${values.length} values, expected \${rows}\`);
    for (let row = 0; row < rows; row++) {
      const value = values === void 0 ? Number.NaN : values[row];
      table[row * series.length + column] = Number.isNaN(value) ? fallback : value;
    }
  });
  return table;
}
function missingInputs(inputs, width, rows) {
  const missing = new Int32Array(rows).fill(-1);
  let any = false;
  for (let row = 0; row < rows; row++) {
    for (let column = width - 1; column >= 0; column--) {
      if (!Number.isNaN(inputs[row * width + column])) continue;
      missing[row] = column;
      any = true;
    }
  }
  return any ? missing : void 0;
}

function openFlowLog(plan, state, origin, steps) {
  const record = state;
  const fields = Object.keys(record).filter((name) => !Number.isNaN(sizeOf(record[name], 0)));
  const modules = plan.modules.length;
  return {
    origin,
    steps,
    modules,
    fields,
    changes: new Float64Array(steps * modules * fields.length).fill(Number.NaN),
    levels: new Float64Array(steps * fields.length).fill(Number.NaN),
    last: new Float64Array(fields.length)
  };
}
function beginFlow({ fields, last, ...log }, t, state) {
  readSizes(fields, state, last);
  const count = log.modules * fields.length;
  const begin = (t - log.origin - 1) * count;
  log.changes.fill(0, begin, begin + count);
}
function noteFlow(log, t, m, state) {
  const { fields, last, changes, modules } = log;
  const record = state;
  const begin = ((t - log.origin - 1) * modules + m) * fields.length;
  for (let f = 0; f < fields.length; f++) {
    const now = sizeOf(record[fields[f]], Number.NaN);
    changes[begin + f] += now - last[f];
    last[f] = now;
  }
}
function endFlow({ fields, last, levels, origin }, t) {
  levels.set(last, (t - origin - 1) * fields.length);
}
function breakFlow(log, t) {
  const begin = Math.max(0, t - log.origin - 1) * log.fields.length;
  log.changes.fill(Number.NaN, begin * log.modules);
  log.levels.fill(Number.NaN, begin);
}
function flowOfRun({ flow }, steps) {
  const none = new Float64Array(0);
  return flow ?? { steps, fields: [], changes: none, levels: none };
}
function joinFlows(plan, parts) {
  const modules = plan.modules.length;
  const fields = [...new Set(parts.flatMap((part) => part.fields))];
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  const changes = new Float64Array(steps * modules * fields.length).fill(Number.NaN);
  const levels = new Float64Array(steps * fields.length).fill(Number.NaN);
  let at = 0;
  for (const part of parts) {
    const columns = part.fields.map((name) => fields.indexOf(name));
    spread(part.changes, columns, changes, at * modules, fields.length);
    spread(part.levels, columns, levels, at, fields.length);
    at += part.steps;
  }
  return { fields, changes, levels };
}
function spread(from, columns, to, row, width) {
  from.forEach((value, i) => {
    const column = columns[i % columns.length] ?? 0;
    to[(row + Math.floor(i / columns.length)) * width + column] = value;
  });
}
function readSizes(fields, state, target) {
  const record = state;
  for (let f = 0; f < fields.length; f++) target[f] = sizeOf(record[fields[f]], Number.NaN);
}
function sizeOf(value, ofNaN) {
  if (typeof value === "number") return Number.isNaN(value) ? ofNaN : value;
  return Array.isArray(value) ? value.length : Number.NaN;
}

var Fault = class {
  reason;
  subject;
  index;
  detail;
  constructor(reason, subject, index, detail) {
    this.reason = reason;
    this.subject = subject;
    this.index = index;
    this.detail = detail;
  }
};
function told(thrown) {
  if (thrown instanceof Fault) return { reason: thrown.reason, detail: thrown.detail };
  if (thrown instanceof BudgetStopped)
    return {
      reason: thrown.kind === "steps" ? "step-budget" : "memory-budget",
      detail: \`line \${thrown.line}\`
    };
  return { reason: "error", detail: messageOf(thrown).slice(0, 500) };
}
function messageOf(thrown) {
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown)
    return typeof thrown.message === "string" ? thrown.message : "error without a message";
  return \`thrown \${typeof thrown}\`;
}

var COUNT = 1;
var PROPORTION = 2;
function firstBadOutput(plan, target, at) {
  const kinds = plan.kinds;
  for (let i = 0; i < kinds.length; i++) if (isBad(kinds[i], target[at + i])) return i;
  return -1;
}
function isBad(kind, value) {
  if (!(value - value === 0)) return true;
  if (kind === COUNT) return !(value >= 0 && Math.floor(value) === value);
  if (kind === PROPORTION) return !(value >= 0 && value <= 1);
  return false;
}
function outputFault(plan, index, value) {
  const detail = \`output \${plan.outputs[index]} is \${value}\`;
  if (!Number.isFinite(value)) return new Fault("not-a-number", "output", index, detail);
  if (plan.kinds[index] === PROPORTION) return new Fault("out-of-range", "output", index, detail);
  if (value < 0) return new Fault("negative-count", "output", index, detail);
  return new Fault("not-whole", "output", index, detail);
}
function isConserved(value, start) {
  return typeof value === "number" && Math.abs(value - start) <= 1e-9 * Math.max(Math.abs(start), 1);
}
function ruleFault(plan, index, value, start) {
  const rule = plan.rules[index];
  const now = typeof value === "number" ? \`\${value}\` : typeof value;
  const detail = rule.kind === "conserved" ? \`rule \${rule.name}: \${now} instead of \${start}\` : \`rule \${rule.name} does not hold\`;
  return new Fault("rule-broken", "rule", index, detail);
}

function copyState(state) {
  if (typeof state !== "object" || state === null) return state;
  return copyObject(state, new Map());
}
function copyObject(original, copies) {
  const made2 = copies.get(original);
  if (made2 !== void 0) return made2;
  if (isTypedArray(original)) {
    const copy2 = original.slice();
    copies.set(original, copy2);
    return copy2;
  }
  const copy = Array.isArray(original) ? original.slice() : { ...original };
  copies.set(original, copy);
  copyChildren(copy, copies);
  return copy;
}
function copyChildren(copy, copies) {
  if (Array.isArray(copy)) {
    for (let i = 0; i < copy.length; i++) {
      const child = copy[i];
      if (typeof child === "object" && child !== null) copy[i] = copyObject(child, copies);
    }
    return;
  }
  for (const key of Object.keys(copy)) {
    const child = copy[key];
    if (typeof child === "object" && child !== null) copy[key] = copyObject(child, copies);
  }
}
function isTypedArray(value) {
  return "BYTES_PER_ELEMENT" in value;
}
function findNaN(state) {
  return searchNaN(state, "", new Set());
}
function searchNaN(value, path, seen) {
  if (typeof value === "number") return Number.isNaN(value) ? path : void 0;
  if (typeof value !== "object" || value === null || seen.has(value)) return void 0;
  seen.add(value);
  if (Array.isArray(value) || isTypedArray(value)) {
    const list = value;
    for (let i = 0; i < list.length; i++) {
      const found = searchNaN(list[i], \`\${path}[\${i}]\`, seen);
      if (found !== void 0) return found;
    }
    return void 0;
  }
  for (const [key, child] of Object.entries(value)) {
    const found = searchNaN(child, path === "" ? key : \`\${path}.\${key}\`, seen);
    if (found !== void 0) return found;
  }
  return void 0;
}

function editState(machine, member, step) {
  const own = machine.plan.interventions.state.filter(({ at }) => at === step);
  if (own.length === 0) return;
  const state = member.state;
  const before = conservedNow(machine, member);
  for (const edit2 of own) {
    const list = state[edit2.field];
    if (Array.isArray(list)) editList(list, edit2, machine.budget.cells);
    else editNumber(state, edit2.field, (value) => edited(edit2, value));
  }
  conservedNow(machine, member).forEach((after, r) => {
    member.conserved[r] += after - before[r];
  });
}
function editNumber(state, field, change) {
  const value = Object.hasOwn(state, field) ? state[field] : void 0;
  if (typeof value !== "number") throw new Error(\`state has no number called \${field}\`);
  state[field] = change(value);
}
function numbersOf(state) {
  const numbers = {};
  for (const name of Object.keys(state)) {
    const value = state[name];
    if (typeof value === "number") numbers[name] = value;
  }
  return numbers;
}
function edited({ kind, value }, before) {
  if (kind === "set-state") return value;
  if (kind === "add-state") return before + value;
  return Number.isInteger(before) ? Math.round(before * value) : before * value;
}
function editList(list, edit2, most) {
  const size = list.length;
  const wanted = Math.max(0, Math.round(edited(edit2, size)));
  if (wanted > most)
    throw new Error(\`\${edit2.field} would hold \${wanted} entries, at most \${most} are allowed\`);
  if (wanted > 0 && size === 0) throw new Error(\`\${edit2.field} holds nothing that could be copied\`);
  const old = list.slice();
  list.length = 0;
  let last = -1;
  for (let i = 0; i < wanted; i++) {
    const from = Math.floor(wanted < size ? (i + 0.5) * size / wanted : i * size / wanted);
    list.push(from === last ? copyState(old[from]) : old[from]);
    last = from;
  }
}
function conservedNow({ parts, plan, random, scratchSlot }, member) {
  random.use(scratchSlot);
  return plan.rules.map(({ kind }, r) => {
    const value = kind === "conserved" ? parts.rules[r]?.(member.state, member.world) : 0;
    return typeof value === "number" ? value : Number.NaN;
  });
}

function parametersAt(plan, set, row, target) {
  const count = plan.parameters.length;
  const all = plan.request.parameters;
  for (let i = 0; i < count; i++) target[i] = all[set * count + i];
  for (const { kind, index, value, from, to } of plan.interventions.parameters) {
    if (row < from || row > to) continue;
    target[index] = kind === "scale-parameter" ? target[index] * value : value;
  }
}

function actOtherwise(machine, member, m, act, substep, ruled) {
  const { caps } = act;
  if (caps.length === 0) {
    takeTurn(machine, member, m, act, substep, ruled);
    return;
  }
  const state = member.state;
  for (const { slot, field } of caps) {
    if (substep === 0) member.moved[slot] = 0;
    editNumber(state, field, (value) => value);
  }
  const before = numbersOf(state);
  takeTurn(machine, member, m, act, substep, ruled);
  for (const cap of caps) keepBelow(cap, state, before, member.moved);
  for (const { slot, field } of caps)
    member.moved[slot] += state[field] - (before[field] ?? 0);
}
function takeTurn(machine, member, m, { replaced, late, day }, substep, ruled) {
  if (replaced !== void 0) {
    if (substep > 0) return;
    const state = member.state;
    for (const { field, how, value } of replaced)
      editNumber(state, field, (before) => how === "set" ? value : before + value);
    return;
  }
  if (substep === 0) {
    for (const one of late) {
      if (one <= member.startRow) continue;
      for (let turn = 0; turn < machine.plan.substeps; turn++)
        runOnDay(machine, member, m, one, turn, ruled);
    }
  }
  if (day !== void 0) runOnDay(machine, member, m, day, substep, ruled);
}
function runOnDay({ parts, plan }, member, m, day, substep, ruled) {
  const { world } = member;
  const step = parts.steps[m];
  if (day === world.t) {
    world.substep = substep;
    step(member.state, world);
    return;
  }
  const now = { ...world };
  try {
    turnBack(plan, parts, member, day, ruled);
    world.substep = substep;
    step(member.state, world);
  } finally {
    Object.assign(world, now);
  }
}
function turnBack(plan, parts, { world, episode, set }, day, ruled) {
  world.t = day;
  world.date = episode.dates[day] ?? "";
  world.weekday = episode.weekdays[day];
  if (plan.changed !== void 0) {
    const parameters = new Float64Array(plan.parameters.length);
    parametersAt(plan, set, day, parameters);
    world.parameters = parts.parametersOf(parameters, 0);
  }
  if (plan.inputs.length > 0)
    world.inputs = parts.inputsOf(episode.inputs, day * plan.inputs.length);
  if (plan.levers.length > 0)
    world.levers = ruled !== void 0 && day >= ruled.from ? parts.leversOf(ruled.settings, day * ruled.slots) : parts.leversOf(episode.levers, day * plan.levers.length);
}
function keepBelow({ field, most, slot }, state, before, moved) {
  const old = before[field] ?? Number.NaN;
  const change = state[field] - old;
  const room = Math.max(0, change > 0 ? most - moved[slot] : most + moved[slot]);
  if (!(Math.abs(change) > room)) return;
  const isWhole2 = Number.isInteger(change) && Number.isInteger(old);
  const allowed2 = Math.sign(change) * (isWhole2 ? Math.floor(room) : room);
  const rises = { exact: 0, told: 0 };
  const falls = { exact: 0, told: 0 };
  for (const name of Object.keys(before)) {
    const was = before[name] ?? 0;
    const is = state[name];
    if (typeof is !== "number" || is === was) continue;
    if (name === field) state[name] = was + allowed2;
    else if (Number.isInteger(is) && Number.isInteger(was)) {
      const total = is > was ? rises : falls;
      total.exact += is - was;
      const told2 = Math.trunc(total.exact * allowed2 / change);
      state[name] = was + told2 - total.told;
      total.told = told2;
    } else state[name] = was + (is - was) * allowed2 / change;
  }
}

var PLAIN = 0;
var OFF = 1;
var FIRST_ACT = 2;
function actOf({ acts }, code) {
  const act = acts[code - FIRST_ACT];
  if (act === void 0) throw new Error(\`act of a module: no \${code}\`);
  return act;
}
function moduleActs(interventions, modules, rows) {
  if (interventions.length === 0) return void 0;
  const numbered = interventions.map((one, slot) => ({ ...one, slot }));
  const table = new Int32Array(rows * modules);
  const acts = [];
  for (let module = 0; module < modules; module++) {
    const own = numbered.filter(({ index }) => index === module);
    if (own.length === 0) continue;
    for (let row = 1; row < rows; row++) {
      const act = actIn(own, row);
      if (act === PLAIN || act === OFF) table[row * modules + module] = act;
      else table[row * modules + module] = FIRST_ACT + acts.push(act) - 1;
    }
  }
  return { table, acts };
}
function actIn(own, row) {
  let base;
  const caps = [];
  for (const one of own) {
    if (row < one.from || row > one.to) continue;
    if (one.kind === "disable-module" || one.kind === "replace-module") base = one;
    if (one.kind === "cap-module") caps.push(one);
  }
  if (base?.kind === "disable-module") return OFF;
  const replaced = base?.changes;
  const { late, day } = replaced === void 0 ? daysIn(own, row) : { late: [], day: row };
  const isPlain = replaced === void 0 && late.length === 0 && day === row && caps.length === 0;
  return isPlain ? PLAIN : { replaced, late, day, caps };
}
function daysIn(own, row) {
  const now = delayIn(own, row);
  const before = delayIn(own, row - 1);
  const day = row - (now?.by ?? 0);
  const late = before === void 0 || before === now ? [] : daysFrom(Math.max(1, before.from, row - before.by), row - 1);
  return {
    late,
    day: now !== void 0 && day < Math.max(1, now.from) ? void 0 : day
  };
}
function delayIn(own, row) {
  let found;
  for (const one of own)
    if (one.kind === "delay-module" && row >= Math.max(1, one.from) && row <= one.to) found = one;
  return found;
}
function daysFrom(first, last) {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

var START = -1;
var OBSERVE = -2;
var INPUTS = -3;
var STATE = -4;
var slotsOf = (plan) => 2 + plan.modules.length;
function createMember(machine, episode, set, firstSlot, trace2) {
  const { plan } = machine;
  return {
    episode,
    set,
    firstSlot,
    state: void 0,
    startRow: 0,
    world: createWorld(machine),
    parameters: new Float64Array(plan.parameters.length),
    levers: new Float64Array(plan.levers.length),
    resources: Float64Array.from(plan.resources, ({ range }) => range.default),
    moved: new Float64Array(plan.interventions.modules.length),
    conserved: new Float64Array(plan.rules.length),
    trace: trace2,
    flow: void 0
  };
}
function createWorld(machine) {
  return {
    t: 0,
    date: "",
    weekday: 0,
    dt: machine.plan.dt,
    substep: 0,
    parameters: void 0,
    inputs: void 0,
    levers: void 0,
    random: machine.random.source
  };
}

var HALF_LOG_TWO_PI = 0.9189385332046728;
function logGamma(x) {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  if (x < 0.5) return logGammaOfTwoPlus(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaOfTwoPlus(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let base = x;
  while (base > 2.5) {
    base -= 1;
    product *= base;
  }
  return logGammaOfTwoPlus(base - 2) + Math.log(product);
}
function logPoissonMass(k, mean) {
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - 0.5 * Math.log(k) - HALF_LOG_TWO_PI;
}
function logBinomialMass(k, n, p) {
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const rest = n - k;
  return stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n * p) - deviance(rest, n * (1 - p)) + 0.5 * Math.log(n / k / rest) - HALF_LOG_TWO_PI;
}
function deviance(x, mean) {
  const difference = x - mean;
  const sum = x + mean;
  if (Math.abs(difference) >= 0.1 * sum) return x * Math.log(x / mean) - difference;
  const ratio = difference / sum;
  const y = ratio * ratio;
  const tail = 1 / 9 + y * (1 / 11 + y * (1 / 13 + y * (1 / 15 + y * (1 / 17))));
  const series = 1 / 3 + y * (1 / 5 + y * (1 / 7 + y * tail));
  return difference * ratio + 2 * x * ratio * y * series;
}
function stirlingError(k) {
  return k < STIRLING_ERRORS.length ? STIRLING_ERRORS[k] : stirlingSeries(k);
}
function stirlingSeries(x) {
  const y = 1 / (x * x);
  const tail = 1 / 1188 - y * (691 / 360360 - y * (1 / 156 - y * (3617 / 122400)));
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * tail)))) / x;
}
function logGammaOfTwoPlus(e) {
  let sum = 0;
  for (let k = ZETA_MINUS_ONE.length - 1; k >= 2; k--) sum = ZETA_MINUS_ONE[k] / k - e * sum;
  return e * (0.42278433509846713 + e * sum);
}
var ZETA_MINUS_ONE = new Float64Array([
  0,
  0,
  0.6449340668482264,
  0.2020569031595943,
  0.08232323371113819,
  0.03692775514336993,
  0.01734306198444914,
  0.008349277381922827,
  0.00407735619794434,
  0.0020083928260822143,
  9945751278180853e-19,
  4941886041194645e-19,
  2460865533080483e-19,
  12271334757848915e-20,
  6124813505870483e-20,
  3058823630702049e-20,
  1528225940865187e-20,
  7637197637899763e-21,
  381729326499984e-20,
  1908212716553939e-21,
  9539620338727962e-22,
  4769329867878064e-22,
  238450502727733e-21,
  11921992596531106e-23,
  5960818905125948e-23,
  2980350351465228e-23
]);
var STIRLING_ERRORS = new Float64Array([
  0,
  0.08106146679532726,
  0.0413406959554093,
  0.02767792568499834,
  0.020790672103765093,
  0.016644691189821193,
  0.013876128823070748,
  0.01189670994589177,
  0.010411265261972096,
  0.009255462182712733
]);

var LOG_FLOOR = -1e6;
var HALF_LOG_TWO_PI2 = 0.9189385332046728;
var ROUNDING_VARIANCE = 1 / 12;
function noiseOf(output, parameters) {
  const noise = output.noise;
  if (noise === void 0) return { kind: "none", of: output.kind, constant: 0, parameter: -1 };
  const number = numberOf(noise);
  if (typeof number === "number")
    return { kind: noise.kind, of: output.kind, constant: number, parameter: -1 };
  const parameter = parameters.indexOf(number);
  if (parameter < 0) throw new Error(\`unknown parameter in observation noise: \${number}\`);
  return { kind: noise.kind, of: output.kind, constant: 0, parameter };
}
function numberOf(noise) {
  switch (noise.kind) {
    case "normal":
      return noise.sd;
    case "proportional":
      return noise.cv;
    case "poisson":
      return 0;
    case "negative-binomial":
      return noise.size;
    case "binomial":
      return noise.probability;
    default:
      return noise;
  }
}
function drawObservation(noise, m, parameters, random) {
  if (noise.kind === "none") return m;
  const number = noise.parameter < 0 ? noise.constant : parameters[noise.parameter];
  const drawn = drawAround(noise.kind, m, number, random);
  if (noise.of === "count") return Math.max(0, Math.round(drawn));
  if (noise.of === "proportion") return Math.min(1, Math.max(0, drawn));
  return drawn;
}
function drawAround(kind, m, number, random) {
  switch (kind) {
    case "normal":
      return random.normal(m, number);
    case "proportional":
      return random.normal(m, number * Math.abs(m));
    case "poisson":
      return random.poisson(Math.max(0, m));
    case "negative-binomial":
      return random.negativeBinomial(Math.max(0, m), number);
    case "binomial":
      return random.binomial(Math.max(0, Math.round(m)), number);
    default:
      return kind;
  }
}
function logDensity(noise, y, m, parameters, defaultSd) {
  const number = noise.parameter < 0 ? noise.constant : parameters[noise.parameter];
  const value = unboundedLogDensity(noise, y, m, number, defaultSd);
  return value > LOG_FLOOR ? value : LOG_FLOOR;
}
function unboundedLogDensity(noise, y, m, number, defaultSd) {
  const rounding = noise.of === "count" ? ROUNDING_VARIANCE : 0;
  switch (noise.kind) {
    case "normal":
      return logNormal(y, m, number * number + rounding);
    case "proportional":
      return logNormal(y, m, (number * m) ** 2 + rounding);
    case "poisson":
      return logPoisson(y, m);
    case "negative-binomial":
      return logNegativeBinomial(y, m, number);
    case "binomial":
      return logBinomial(y, Math.round(m), number);
    case "none":
      return logNormal(y, m, noise.of === "count" ? Math.max(1, m) : defaultSd * defaultSd);
    default:
      return noise.kind;
  }
}
function logNormal(y, m, variance) {
  const safe = Math.max(variance, 1e-24 * (1 + y * y));
  return -((y - m) ** 2) / (2 * safe) - 0.5 * Math.log(safe) - HALF_LOG_TWO_PI2;
}
function logPoisson(y, m) {
  if (!Number.isInteger(y) || y < 0) return LOG_FLOOR;
  if (!(m > 0)) return y === 0 ? 0 : LOG_FLOOR;
  return logPoissonMass(y, m);
}
function logNegativeBinomial(y, m, size) {
  if (!Number.isInteger(y) || y < 0) return LOG_FLOOR;
  if (!(m > 0)) return y === 0 ? 0 : LOG_FLOOR;
  return logGamma(y + size) - logGamma(size) - logGamma(y + 1) - size * Math.log1p(m / size) + y * Math.log(m / (m + size));
}
function logBinomial(y, n, p) {
  if (!Number.isInteger(y) || y < 0 || y > n) return LOG_FLOOR;
  if (p <= 0) return y === 0 ? 0 : LOG_FLOOR;
  if (p >= 1) return y === n ? 0 : LOG_FLOOR;
  return logBinomialMass(y, n, p);
}

function changedRows(changes, rows) {
  if (changes.length === 0) return void 0;
  const changed = new Uint8Array(rows);
  for (const { from, to } of changes) {
    if (from < rows) changed[Math.max(0, from)] = 1;
    if (to + 1 >= 0 && to + 1 < rows) changed[to + 1] = 1;
  }
  return changed;
}

function checkedInterventions(list, names) {
  const parameters = [];
  const inputs = [];
  const levers = [];
  const modules = [];
  const state = [];
  for (const one of list) {
    checkRows(one);
    switch (one.kind) {
      case "set-parameter":
      case "scale-parameter":
        checkValue(one.value);
        parameters.push({ ...one, index: indexIn("parameter", names.parameters, one.parameter) });
        break;
      case "set-input":
      case "scale-input":
      case "add-input":
        checkValue(one.value);
        inputs.push({ ...one, index: indexIn("input", names.inputs, one.input) });
        break;
      case "set-lever":
      case "scale-lever":
      case "add-lever":
      case "cap-lever":
        checkValue(one.value);
        levers.push({ ...one, index: indexIn("lever or resource", names.levers, one.lever) });
        break;
      case "disable-module":
      case "delay-module":
      case "cap-module":
      case "replace-module":
        checkModule(one);
        modules.push({ ...one, index: indexIn("module", names.modules, one.module) });
        break;
      case "set-state":
      case "scale-state":
      case "add-state":
        checkValue(one.value);
        state.push(one);
        break;
      default:
        throw new Error(\`unknown intervention: \${one.kind}\`);
    }
  }
  return { parameters, inputs, levers, modules, state };
}
function beginOf(one) {
  return "at" in one ? one.at : one.from;
}
function checkRows(one) {
  const from = beginOf(one);
  if (!Number.isInteger(from)) throw new Error(\`row of an intervention: \${from}, must be whole\`);
  if ("to" in one && !(Number.isInteger(one.to) || one.to === Number.POSITIVE_INFINITY))
    throw new Error(\`row of an intervention: \${one.to}, must be whole\`);
}
function checkModule(one) {
  if (one.kind === "delay-module" && !(Number.isInteger(one.by) && one.by >= 1))
    throw new Error(\`delay of module \${one.module}: \${one.by}, must be whole and at least 1\`);
  if (one.kind === "cap-module" && !(one.most >= 0))
    throw new Error(\`cap of module \${one.module}: \${one.most}, must not be negative\`);
  if (one.kind === "replace-module") for (const { value } of one.changes) checkValue(value);
}
function checkValue(value) {
  if (!Number.isFinite(value))
    throw new Error(\`value of an intervention: \${value}, must be a finite number\`);
}
function indexIn(noun, names, name) {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(\`unknown \${noun}: \${name}\`);
  return index;
}

function bindWatch(watch, outputs) {
  const { terms, delay = 0, window = 1, underway = 0 } = watch;
  if (terms.length === 0) throw new Error("terms of a policy: none, must be one at least");
  const indexes = terms.map(({ output }) => {
    const index = outputs.indexOf(output);
    if (index < 0) throw new Error(\`unknown output in policy: \${output}\`);
    return index;
  });
  checkSteps("delay", delay, 0);
  checkSteps("window", window, 1);
  checkSteps("underway", underway, 0);
  return { outputs: indexes, weights: terms.map(({ weight }) => weight), delay, window, underway };
}
function checkSteps(name, value, least) {
  if (!(Number.isInteger(value) && value >= least))
    throw new Error(\`\${name} of a policy: \${value}, must be whole and at least \${least}\`);
}

function bindPolicy(policy, range, outputs, changes) {
  const watches = watchesOf(policy).map((watch) => bindWatch(watch, outputs));
  return { policy, range, watches, changes };
}
function watchesOf(policy) {
  switch (policy.kind) {
    case "constant":
    case "schedule":
    case "ramp":
      return [];
    case "weekday":
      if (policy.values.length !== 7)
        throw new Error(\`values of a policy by weekday: \${policy.values.length}, expected 7\`);
      return [];
    case "threshold":
      checkSteps("after", policy.after ?? 1, 1);
      checkSteps("least", policy.least ?? 1, 1);
      return [policy.watch];
    case "order-up-to":
    case "reorder":
      checkSteps("every", policy.every, 1);
      return [policy.watch];
    case "rule":
      return policy.clauses.flatMap(({ when }) => when.map(({ watch }) => watch));
    default:
      throw new Error(\`unknown policy: \${policy.kind}\`);
  }
}
function lookbackOf({ watches }) {
  return watches.reduce((most, { delay, window }) => Math.max(most, delay + window), 1);
}
function looksAtSettings({ watches }) {
  return watches.some(({ underway }) => underway > 0);
}

function rowsOf(episode, mode) {
  switch (mode.kind) {
    case "rollout":
      return episode.steps + 1;
    case "one-step":
      return episode.steps;
    case "forecast":
      return episode.steps - mode.origin;
    default:
      return mode;
  }
}
function widthOf(declared, { record, resources = {} }) {
  const outputs = Object.keys(declared.outputs).length;
  if (record !== "all") return outputs;
  return outputs + Object.keys(declared.levers).length + Object.keys(resources).length;
}

function philox4x32(out, c0, c1, c2, c3, k0, k1) {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(3528531795, c0);
    const low0 = Math.imul(3528531795, c0);
    const high1 = multiplyHigh(3449720151, c2);
    const low1 = Math.imul(3449720151, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = k0 + 2654435769 | 0;
    k1 = k1 + 3144134277 | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
function multiplyHigh(a, b) {
  const aHigh = a >>> 16;
  const aLow = a & 65535;
  const bHigh = b >>> 16;
  const bLow = b & 65535;
  const cross0 = Math.imul(aHigh, bLow);
  const cross1 = Math.imul(aLow, bHigh);
  const middle = (Math.imul(aLow, bLow) >>> 16) + (cross0 & 65535) + (cross1 & 65535);
  return Math.imul(aHigh, bHigh) + (cross0 >>> 16) + (cross1 >>> 16) + (middle >>> 16) | 0;
}

function refuse(subject, name, value, must) {
  const shown = typeof value === "number" ? \`\${value}\` : \`of type \${typeof value}\`;
  throw new RangeError(\`\${subject}: \${name} is \${shown}, must \${must}\`);
}

var WORD = 4294967296;
function openStream(stream, seed, replication, purpose, set) {
  if (!(Number.isSafeInteger(seed) && seed >= 0))
    refuse("stream", "seed", seed, "be a whole number in 0 .. 2^53 - 1");
  if (!isWord(replication)) refuse("stream", "replication", replication, MUST_BE_WORD);
  if (!isWord(purpose)) refuse("stream", "purpose", purpose, MUST_BE_WORD);
  if (!isWord(set)) refuse("stream", "set", set, MUST_BE_WORD);
  const low = seed | 0;
  const high = Math.floor(seed / WORD);
  philox4x32(stream, replication, purpose, set, 0, low, high);
  if ((stream[0] | stream[1] | stream[2] | stream[3]) === 0)
    philox4x32(stream, replication, purpose, set, 1, low, high);
}
function purposeOf(name) {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return hash >>> 0;
}
var MUST_BE_WORD = "be a whole number in 0 .. 2^32 - 1";
function isWord(value) {
  return Number.isInteger(value) && value >= 0 && value < WORD;
}

var KINDS = { continuous: 0, count: 1, proportion: 2 };
var START_PURPOSE = purposeOf("start");
var NOISE_PURPOSE = purposeOf("noise");
var RESAMPLE_PURPOSE = purposeOf("resample");
var SCRATCH_PURPOSE = purposeOf("scratch");
var MOST_FLOWS = 20;
function planOf(declared, request) {
  const parameters = Object.keys(declared.parameters);
  const outputs = Object.keys(declared.outputs);
  const modules = declared.modules.map((module) => module.name);
  const noises = outputs.map((name) => noiseOf(declared.outputs[name], parameters));
  const inputs = Object.keys(declared.inputs);
  const interventions = checkedInterventions(request.interventions ?? [], {
    parameters,
    inputs,
    levers: [...Object.keys(declared.levers), ...Object.keys(request.resources ?? {})],
    modules
  });
  const rows = request.episodes.reduce((most, episode) => Math.max(most, episode.steps), 0) + 1;
  const policies = policiesOf(declared, request, outputs, interventions.levers);
  const resources = resourcesOf(declared, request, outputs, interventions.levers);
  const bound = [...policies, ...resources].filter((policy) => policy !== void 0);
  const hasDelay = interventions.modules.some(({ kind }) => kind === "delay-module");
  checkRequest(request, parameters);
  return {
    request,
    parameters,
    inputs: Object.entries(declared.inputs).map(([name, input]) => ({
      name,
      default: input.default ?? Number.NaN
    })),
    levers: Object.values(declared.levers),
    leverNames: Object.keys(declared.levers),
    policies,
    resources,
    isRuled: bound.length > 0,
    lookback: bound.reduce((most, policy) => Math.max(most, lookbackOf(policy)), 1),
    keepsSettings: hasDelay || bound.some(looksAtSettings),
    outputs,
    width: widthOf(declared, request),
    kinds: Uint8Array.from(outputs, (name) => KINDS[declared.outputs[name].kind]),
    noises,
    noisy: (request.noise ?? true) && noises.some((noise) => noise.kind !== "none"),
    modules,
    purposes: purposesOf(modules),
    rules: declared.rules,
    interventions,
    changed: changedRows(interventions.parameters, rows),
    acts: moduleActs(interventions.modules, modules.length, rows),
    substeps: declared.time.substeps,
    dt: declared.time.step / declared.time.substeps
  };
}
function checkRequest(request, parameters) {
  const { sets, replications, mode, episodes } = request;
  const expected = sets * parameters.length;
  if (request.parameters.length !== expected)
    throw new Error(
      \`parameters: expected \${sets} x \${parameters.length} numbers, got \${request.parameters.length}\`
    );
  if (!Number.isInteger(sets) || !Number.isInteger(replications) || sets < 0 || replications < 0)
    throw new Error(\`runs: sets and replications must be whole and not negative\`);
  if (request.record === "all" && mode.kind === "one-step")
    throw new Error("record: all, not in one-step mode");
  if (request.flows === true) {
    const runs = sets * episodes.length * replications;
    if (mode.kind === "one-step") throw new Error("flows: not in one-step mode");
    if (runs > MOST_FLOWS) throw new Error(\`flows: of \${runs} runs, at most \${MOST_FLOWS}\`);
  }
  if (mode.kind !== "forecast") return;
  const { particles = replications } = mode;
  if (!Number.isInteger(particles) || particles < replications)
    throw new Error(\`particles: \${particles}, must be whole and at least \${replications}\`);
  for (const episode of request.episodes)
    if (!(Number.isInteger(mode.origin) && mode.origin >= 0 && mode.origin <= episode.steps))
      throw new Error(
        \`origin of the forecast: \${mode.origin} is no row of episode \${episode.id} (0..\${episode.steps})\`
      );
}
function purposesOf(modules) {
  const purposes = modules.map(purposeOf);
  const taken = new Set([START_PURPOSE, NOISE_PURPOSE, RESAMPLE_PURPOSE, SCRATCH_PURPOSE]);
  purposes.forEach((purpose, index) => {
    if (taken.has(purpose)) throw new Error(\`name of a module is taken: \${modules[index]}\`);
    taken.add(purpose);
  });
  return purposes;
}
function policiesOf(declared, request, outputs, changes) {
  const policies = request.policies ?? {};
  for (const name of Object.keys(policies))
    if (!Object.hasOwn(declared.levers, name)) throw new Error(\`unknown lever: \${name}\`);
  return Object.entries(declared.levers).map(([name, lever], slot) => {
    const policy = policies[name];
    const own = changes.filter(({ index }) => index === slot);
    return policy === void 0 ? void 0 : bindPolicy(policy, lever, outputs, own);
  });
}
function resourcesOf(declared, { resources = {} }, outputs, changes) {
  const levers = Object.keys(declared.levers).length;
  return Object.entries(resources).map(([name, { policy, ...range }], k) => {
    if (Object.hasOwn(declared.levers, name) || outputs.includes(name))
      throw new Error(\`name of a resource is taken: \${name}\`);
    if (!(range.low <= range.high))
      throw new Error(\`range of resource \${name}: \${range.low} to \${range.high}\`);
    const own = changes.filter(({ index }) => index === levers + k);
    return bindPolicy(policy, range, outputs, own);
  });
}

var MEMORY = 3;
function ruledBy(plan, episode, from, rows, since = 0, before = rows) {
  const levers = plan.levers.length;
  const slots = levers + plan.resources.length;
  return {
    from,
    episode,
    levers,
    slots,
    rows,
    since,
    before,
    memory: new Int32Array(MEMORY * slots),
    settings: new Float64Array(plan.keepsSettings ? (episode.steps + 1) * slots : 0)
  };
}
function observedAt(ruled, row, output) {
  const { values, at, width } = row < ruled.since ? ruled.before : ruled.rows;
  return values[at + row * width + output] ?? Number.NaN;
}
function settingAt(ruled, row, slot) {
  if (row >= ruled.from) return ruled.settings[row * ruled.slots + slot];
  return slot < ruled.levers ? ruled.episode.levers[row * ruled.levers + slot] : 0;
}

function watched(watch, t, ruled, slot) {
  const newest = t - 1 - watch.delay;
  const oldest = Math.max(0, newest - watch.window + 1);
  let sum = 0;
  let count = 0;
  for (let row = oldest; row <= newest; row++) {
    const value = weighted(watch, row, ruled);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  let underway = 0;
  for (let row = Math.max(1, t - watch.underway); row < t; row++)
    underway += settingAt(ruled, row, slot);
  return (count === 1 ? sum : sum / count) + underway;
}
function weighted({ outputs, weights }, row, ruled) {
  let sum = 0;
  for (let k = 0; k < outputs.length; k++) sum += weights[k] * observedAt(ruled, row, outputs[k]);
  return sum;
}

function setByPolicy(bound, t, weekday, ruled, slot) {
  const answer = answerOf(bound, t, weekday, ruled, slot);
  const { changes, range } = bound;
  return changes.length === 0 ? answer : changedSetting(changes, answer, t, range);
}
function answerOf({ policy, range, watches }, t, weekday, ruled, slot) {
  switch (policy.kind) {
    case "constant":
      return allowed(policy.value, range);
    case "schedule":
      return allowed(scheduled(policy, t, range.default), range);
    case "weekday":
      return allowed(policy.values[weekday] ?? Number.NaN, range);
    case "ramp":
      return allowed(ramped(policy, t), range);
    case "threshold": {
      const seen = watched(watches[0], t, ruled, slot);
      const isHigh = passes(policy, seen, ruled.memory, slot * MEMORY);
      return allowed(isHigh ? policy.high : policy.low, range);
    }
    case "order-up-to": {
      if ((t - 1) % policy.every !== 0) return allowed(0, range);
      return allowed(Math.max(0, policy.level - watched(watches[0], t, ruled, slot)), range);
    }
    case "reorder": {
      if ((t - 1) % policy.every !== 0) return allowed(0, range);
      const seen = watched(watches[0], t, ruled, slot);
      return allowed(seen > policy.below ? 0 : Math.max(0, policy.level - seen), range);
    }
    case "rule":
      return allowed(decided(policy, watches, t, ruled, slot), range);
    default:
      return policy;
  }
}
function scheduled({ entries }, t, before) {
  let value = before;
  for (const entry of entries) if (entry.from <= t) value = entry.value;
  return value;
}
function ramped({ from, to, start, end }, t) {
  if (t >= to) return end;
  if (t <= from) return start;
  return start + (end - start) * (t - from) / (to - from);
}
function passes({ above, below, after = 1, least = 1 }, seen, memory, at) {
  if (memory[at] === 1) {
    if (memory[at + 2] >= least && seen < below) memory.fill(0, at, at + MEMORY);
  } else {
    memory[at + 1] = seen > above ? memory[at + 1] + 1 : 0;
    if (memory[at + 1] >= after) memory[at] = 1;
  }
  if (memory[at] === 1) memory[at + 2]++;
  return memory[at] === 1;
}
function decided({ clauses, otherwise }, watches, t, ruled, slot) {
  let next = 0;
  for (const { when, value } of clauses) {
    let holds = true;
    let isKnown = true;
    for (const condition of when) {
      const seen = watched(watches[next++], t, ruled, slot);
      if (Number.isNaN(seen)) isKnown = false;
      else if (condition.is === "above" ? !(seen > condition.value) : !(seen < condition.value))
        holds = false;
    }
    if (holds) return isKnown ? value : Number.NaN;
  }
  return otherwise;
}

function createTrace(failure) {
  const probed = failure !== void 0 && CHECKED.includes(failure.reason);
  return { probeStep: probed ? failure.step : -1, nan: void 0, probes: [] };
}
function isWorthTracing({ reason }) {
  return reason === "error" || CHECKED.includes(reason);
}
var CHECKED = [
  "not-a-number",
  "negative-count",
  "not-whole",
  "out-of-range",
  "rule-broken"
];
var AMPLE = 2 ** 31 - 1;
function traceBefore(machine, member, t) {
  if (member.trace.probeStep !== t) return;
  probe(machine, member, t === member.startRow + 1 ? "start" : "");
}
function traceModule(machine, member, t, module) {
  const trace2 = member.trace;
  const path = findNaN(member.state);
  if (path === void 0) trace2.nan = void 0;
  else trace2.nan ??= { module, step: t, path };
  if (trace2.probeStep === t) probe(machine, member, module);
}
function probe(machine, member, module) {
  const { parts, plan, random } = machine;
  parts.setBudget(AMPLE, AMPLE);
  random.use(machine.scratchSlot);
  const state = copyState(member.state);
  member.trace.probes.push({
    module,
    outputs: attempt(() => {
      const outputs = new Float64Array(plan.outputs.length);
      parts.writeOutputs(parts.observe(state, member.world), outputs, 0);
      return outputs;
    }),
    rules: attempt(() => parts.rules.map((rule) => rule(state, member.world)))
  });
  parts.setBudget(AMPLE, AMPLE);
}
function attempt(look) {
  try {
    return look();
  } catch {
    return void 0;
  }
}
function explain(machine, member, run, step, thrown) {
  const { plan } = machine;
  const now = nameOf(plan, machine.current);
  const { reason, detail } = told(thrown);
  const nan = member.trace?.nan;
  const byNaN = nan !== void 0 && (reason === "not-a-number" || reason === "error" || reason === "rule-broken");
  if (byNaN) {
    const missing = nan.module === "start" ? missingAtStart(plan, member, nan.step) : void 0;
    if (missing !== void 0)
      return { run, step, module: "start", reason: "missing-input", detail: missing };
    const since = \`\${nan.path} is NaN since step \${nan.step}\`;
    const then = thrown instanceof Fault ? detail : \`\${now}: \${detail}\`;
    return { run, step, module: nan.module, reason: "not-a-number", detail: \`\${since}; \${then}\` };
  }
  const module = thrown instanceof Fault && machine.current !== INPUTS ? blame(plan, member, thrown, now) : now;
  return { run, step, module, reason, detail };
}
function nameOf(plan, current) {
  if (current === START) return "start";
  if (current === OBSERVE) return "observe";
  if (current === INPUTS) return "inputs";
  if (current === STATE) return "state";
  return plan.modules[current];
}
function missingAtStart(plan, member, row) {
  const { observed, inputs } = member.episode;
  const output = plan.outputs.findIndex(
    (_, i) => Number.isNaN(observed[row * plan.outputs.length + i])
  );
  if (output >= 0) return \`output \${plan.outputs[output]} is not observed in row \${row}\`;
  const input = plan.inputs.findIndex(
    (_, i) => Number.isNaN(inputs[row * plan.inputs.length + i])
  );
  return input < 0 ? void 0 : \`input \${plan.inputs[input].name} has no value in row \${row}\`;
}
function blame(plan, member, fault, now) {
  const probes = member.trace?.probes ?? [];
  const value = probes.at(-1)?.outputs?.[fault.index];
  if (fault.subject === "output" && Number.isNaN(value)) return "observe";
  let first = probes.length;
  while (first > 0 && isWrong(plan, member, probes[first - 1], fault)) first--;
  if (probes.length === 0 || first === probes.length) return now;
  return probes[first].module || (probes[first + 1]?.module ?? now);
}
function isWrong(plan, member, probe2, fault) {
  if (fault.subject === "output")
    return probe2.outputs === void 0 || isBad(plan.kinds[fault.index], probe2.outputs[fault.index]);
  if (probe2.rules === void 0) return true;
  const value = probe2.rules[fault.index];
  return plan.rules[fault.index].kind === "conserved" ? !isConserved(value, member.conserved[fault.index]) : value !== true;
}

function openStreams(machine, member, replication, setWord) {
  const { plan, random } = machine;
  const { seed } = plan.request;
  const first = member.firstSlot;
  random.open(first, seed, replication, START_PURPOSE, setWord);
  random.open(first + 1, seed, replication, NOISE_PURPOSE, setWord);
  for (let m = 0; m < plan.purposes.length; m++)
    random.open(first + 2 + m, seed, replication, plan.purposes[m], setWord);
}
function startMember(machine, member, row) {
  const { parts, plan, random } = machine;
  const { episode } = member;
  machine.current = START;
  member.startRow = row;
  member.world = createWorld(machine);
  setClock(member, row);
  parametersAt(plan, member.set, row, member.parameters);
  const world = member.world;
  world.parameters = parts.parametersOf(member.parameters, 0);
  world.inputs = parts.inputsOf(episode.inputs, row * plan.inputs.length);
  world.levers = parts.leversOf(episode.levers, row * plan.levers.length);
  random.use(member.firstSlot);
  member.state = parts.start(parts.rowOf(episode.observed, row * plan.outputs.length), world);
  if (row === 0 && plan.interventions.state.length > 0) edit(machine, member, row);
  for (let r = 0; r < plan.rules.length; r++) {
    if (plan.rules[r].kind !== "conserved") continue;
    random.use(member.firstSlot + 1);
    const value = parts.rules[r](member.state, world);
    member.conserved[r] = typeof value === "number" ? value : Number.NaN;
  }
  if (member.trace !== void 0) traceModule(machine, member, row, "start");
}
function setClock(member, row) {
  const { world, episode } = member;
  world.t = row;
  world.date = episode.dates[row];
  world.weekday = episode.weekdays[row];
}
function stepMember(machine, member, t, ruled) {
  const { parts, plan, random } = machine;
  prepareStep(machine, member, t, ruled);
  if (member.flow !== void 0) beginFlow(member.flow, t, member.state);
  if (member.trace !== void 0) traceBefore(machine, member, t);
  const { world } = member;
  const { steps } = parts;
  const { acts, substeps } = plan;
  const count = steps.length;
  const firstSlot = member.firstSlot + 2;
  for (let substep = 0; substep < substeps; substep++) {
    world.substep = substep;
    for (let m = 0; m < count; m++) {
      const code = acts === void 0 ? PLAIN : acts.table[t * count + m];
      if (code === OFF) continue;
      machine.current = m;
      random.use(firstSlot + m);
      if (acts === void 0 || code === PLAIN) steps[m](member.state, world);
      else actOtherwise(machine, member, m, actOf(acts, code), substep, ruled);
      if (member.flow !== void 0) noteFlow(member.flow, t, m, member.state);
      if (member.trace !== void 0) traceModule(machine, member, t, plan.modules[m]);
    }
  }
  if (member.flow !== void 0) endFlow(member.flow, t);
}
function prepareStep(machine, member, t, ruled) {
  const { parts, plan } = machine;
  const { episode, world } = member;
  setClock(member, t);
  if (plan.changed !== void 0 && plan.changed[t] === 1) {
    parametersAt(plan, member.set, t, member.parameters);
    world.parameters = parts.parametersOf(member.parameters, 0);
  }
  const inputs = plan.inputs.length;
  if (inputs > 0) {
    if (episode.missing !== void 0 && episode.missing[t] >= 0) {
      machine.current = INPUTS;
      throw missingInput(plan, episode, t);
    }
    world.inputs = parts.inputsOf(episode.inputs, t * inputs);
  }
  if (ruled !== void 0) setByPolicies(plan, member, t, ruled);
  else if (plan.levers.length > 0) takeRecorded(plan, member, t);
  if (plan.levers.length > 0) world.levers = parts.leversOf(member.levers, 0);
  if (plan.interventions.state.length > 0) edit(machine, member, t);
}
function edit(machine, member, step) {
  const { current } = machine;
  machine.current = STATE;
  editState(machine, member, step);
  machine.current = current;
}
function takeRecorded(plan, { levers, episode }, t) {
  const count = plan.levers.length;
  for (let i = 0; i < count; i++) levers[i] = episode.levers[t * count + i];
}
function setByPolicies(plan, member, t, ruled) {
  const { levers, resources, world } = member;
  const { slots, settings } = ruled;
  takeRecorded(plan, member, t);
  for (let i = 0; i < levers.length; i++) {
    const policy = plan.policies[i];
    if (policy !== void 0) levers[i] = setByPolicy(policy, t, world.weekday, ruled, i);
  }
  for (let i = 0; i < resources.length; i++)
    resources[i] = setByPolicy(plan.resources[i], t, world.weekday, ruled, levers.length + i);
  if (settings.length === 0) return;
  settings.set(levers, t * slots);
  settings.set(resources, t * slots + levers.length);
}
function missingInput(plan, episode, row) {
  const index = episode.missing[row];
  const date = episode.dates[row] === "" ? "" : \` (\${episode.dates[row]})\`;
  const detail = \`input \${plan.inputs[index].name} has no value in row \${row}\${date} and no default\`;
  return new Fault("missing-input", "input", index, detail);
}
function observeMember(machine, member, target, at, ruled) {
  const { parts, plan, random } = machine;
  machine.current = OBSERVE;
  random.use(member.firstSlot + 1);
  parts.writeOutputs(parts.observe(member.state, member.world), target, at);
  const bad = firstBadOutput(plan, target, at);
  if (bad >= 0) throw outputFault(plan, bad, target[at + bad]);
  if (ruled && plan.rules.length > 0) checkRules(machine, member);
}
function checkRules(machine, member) {
  const { parts, plan } = machine;
  for (let r = 0; r < plan.rules.length; r++) {
    const value = parts.rules[r](member.state, member.world);
    const kept = plan.rules[r].kind === "conserved" ? isConserved(value, member.conserved[r]) : value === true;
    if (!kept) throw ruleFault(plan, r, value, member.conserved[r]);
  }
}
function addNoise(machine, member, target, at) {
  const { plan, random } = machine;
  if (!plan.noisy) return;
  machine.current = OBSERVE;
  random.use(member.firstSlot + 1);
  const { noises } = plan;
  for (let i = 0; i < noises.length; i++)
    target[at + i] = drawObservation(noises[i], target[at + i], member.parameters, random.source);
}
function recordSettings({ plan }, { levers, resources }, target, at) {
  const outputs = plan.outputs.length;
  if (plan.width === outputs) return;
  target.set(levers, at + outputs);
  target.set(resources, at + outputs + levers.length);
}

var UNDERFLOW = -745;
function effectiveSize(logWeights, alive, exponent = 1) {
  const highest = highestOf(logWeights, alive);
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < logWeights.length; k++) {
    if (alive[k] === 0) continue;
    const weight = Math.exp(exponent * (logWeights[k] - highest));
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : sum * sum / squares;
}
function logSumOf(logWeights, alive) {
  const highest = highestOf(logWeights, alive);
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  let sum = 0;
  for (let k = 0; k < logWeights.length; k++)
    if (alive[k] === 1) sum += Math.exp(logWeights[k] - highest);
  return highest + Math.log(sum);
}
function highestOf(logWeights, alive) {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logWeights.length; k++)
    if (alive[k] === 1 && logWeights[k] > highest) highest = logWeights[k];
  return highest;
}
function temper(logWeights, alive) {
  let living = 0;
  for (let k = 0; k < alive.length; k++) living += alive[k];
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (effectiveSize(logWeights, alive, middle) >= living / 2) low = middle;
    else high = middle;
  }
  const highest = highestOf(logWeights, alive);
  for (let k = 0; k < alive.length; k++)
    if (alive[k] === 1) logWeights[k] = low * (logWeights[k] - highest);
}
function rescale(logWeights, alive) {
  const highest = highestOf(logWeights, alive);
  for (let k = 0; k < alive.length; k++) if (alive[k] === 1) logWeights[k] -= highest;
}
function drawAncestors(logWeights, alive, uniform) {
  const copies = copiesOf(logWeights, alive, uniform);
  const ancestors = Int32Array.from(copies, (_, k) => k);
  let donor = 0;
  for (let k = 0; k < ancestors.length; k++) {
    if (alive[k] === 0 || copies[k] > 0) continue;
    while (copies[donor] < 2) donor++;
    ancestors[k] = donor;
    copies[donor]--;
  }
  return ancestors;
}
function copiesOf(logWeights, alive, uniform) {
  const highest = highestOf(logWeights, alive);
  const weights = Float64Array.from(
    logWeights,
    (value, k) => alive[k] === 0 ? 0 : Math.exp(value - highest)
  );
  let living = 0;
  let total = 0;
  let last = 0;
  for (let k = 0; k < alive.length; k++) {
    if (alive[k] === 0) continue;
    living++;
    total += weights[k];
    if (weights[k] > 0) last = k;
  }
  const copies = new Int32Array(alive.length);
  let reached = 0;
  let drawn = 0;
  for (let k = 0; k < alive.length; k++) {
    reached += weights[k];
    const until = k === last ? living : Math.min(living, Math.ceil(reached / total * living - uniform));
    if (until > drawn) {
      copies[k] = until - drawn;
      drawn = until;
    }
  }
  return copies;
}

function filterToOrigin(machine, ensemble, known) {
  const filter = createFilter(machine, ensemble, known);
  forEachAlive(machine, ensemble, filter, 0, (member, k) => {
    startMember(machine, member, 0);
    observeMember(machine, member, filter.outputs, placeOf(machine.plan, filter, k, 0), false);
  });
  for (let t = 1; t <= ensemble.origin; t++) followTo(machine, ensemble, filter, t);
  return filter;
}
function placeOf({ outputs }, { depth }, k, row) {
  return (k * depth + row % depth) * outputs.length;
}
function recordOf({ logLikelihood, ess, resampled }, run) {
  return { run, logLikelihood, ess, resampled };
}
function createFilter(machine, ensemble, known) {
  const { episode, key, size, resampleSlot } = ensemble;
  const slots = slotsOf(machine.plan);
  machine.random.open(
    resampleSlot,
    machine.plan.request.seed,
    key.replication,
    RESAMPLE_PURPOSE,
    key.setWord
  );
  const members = Array.from({ length: size }, (_, k) => {
    const trace2 = known === void 0 ? void 0 : createTrace(known.get(k));
    const member = createMember(machine, episode, key.set, k * slots, trace2);
    openStreams(machine, member, key.replication + k, key.setWord);
    return member;
  });
  return {
    members,
    alive: new Uint8Array(size).fill(1),
    logWeights: new Float64Array(size),
    outputs: new Float64Array(size * machine.plan.lookback * machine.plan.outputs.length),
    depth: machine.plan.lookback,
    defaultSds: defaultSdsOf(machine, ensemble),
    failed: new Map(),
    notes: [],
    logTotal: Math.log(size),
    logLikelihood: 0,
    ess: [],
    resampled: []
  };
}
function defaultSdsOf(machine, { episode, origin }) {
  const width = machine.plan.outputs.length;
  return Float64Array.from({ length: width }, (_, i) => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (let row = 0; row <= origin; row++) {
      const value = episode.observed[row * width + i];
      if (Number.isNaN(value)) continue;
      count++;
      const shift = value - mean;
      mean += shift / count;
      squares += shift * (value - mean);
    }
    const sd = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    return Math.max(0.1 * sd, 1e-6 * (1 + Math.abs(mean)));
  });
}
function forEachAlive(machine, ensemble, filter, step, act) {
  for (let k = 0; k < ensemble.size; k++) {
    if (filter.alive[k] === 0) continue;
    machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
    try {
      act(filter.members[k], k);
    } catch (thrown) {
      filter.alive[k] = 0;
      const run = ensemble.key.run + k;
      filter.failed.set(k, explain(machine, filter.members[k], run, step, thrown));
    }
  }
}
function followTo(machine, ensemble, filter, t) {
  const { plan } = machine;
  forEachAlive(machine, ensemble, filter, t, (member, k) => {
    const at = placeOf(plan, filter, k, t);
    stepMember(machine, member, t, void 0);
    observeMember(machine, member, filter.outputs, at, true);
    filter.logWeights[k] += observationWeight(machine, member, filter, t, at);
  });
  reweigh(machine, ensemble, filter, t);
}
function reweigh(machine, ensemble, filter, t) {
  const { logWeights, alive } = filter;
  const highest = highestOf(logWeights, alive);
  const logSum = logSumOf(logWeights, alive);
  let size = effectiveSize(logWeights, alive);
  filter.ess.push(size);
  if (filter.logTotal > Number.NEGATIVE_INFINITY) filter.logLikelihood += logSum - filter.logTotal;
  filter.logTotal = logSum - highest;
  if (highest === Number.NEGATIVE_INFINITY) {
    filter.logTotal = highest;
    return;
  }
  if (highest < UNDERFLOW) {
    filter.notes.push({
      run: ensemble.key.run,
      row: t,
      kind: "tempered",
      detail: \`no particle comes near the observations: highest log density \${highest.toFixed(0)}\`
    });
    temper(logWeights, alive);
    size = effectiveSize(logWeights, alive);
    filter.logTotal = logSumOf(logWeights, alive) - highestOf(logWeights, alive);
  }
  rescale(logWeights, alive);
  const living = alive.reduce((sum, one) => sum + one, 0);
  if (size < living / 2 || t === ensemble.origin && size < living * (1 - 1e-9)) {
    resample(machine, ensemble, filter);
    filter.logTotal = Math.log(living);
    filter.resampled.push(t);
  }
}
function observationWeight(machine, member, filter, t, at) {
  const { noises, outputs } = machine.plan;
  const { observed } = member.episode;
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) {
    const y = observed[t * outputs.length + i];
    if (Number.isNaN(y)) continue;
    sum += logDensity(
      noises[i],
      y,
      filter.outputs[at + i],
      member.parameters,
      filter.defaultSds[i]
    );
  }
  return sum;
}
function resample(machine, ensemble, filter) {
  const { members, logWeights, alive, outputs } = filter;
  const width = filter.depth * machine.plan.outputs.length;
  machine.random.use(ensemble.resampleSlot);
  const ancestors = drawAncestors(logWeights, alive, machine.random.source.uniform());
  ancestors.forEach((ancestor, k) => {
    if (ancestor === k) return;
    inherit(members[k], members[ancestor]);
    outputs.copyWithin(k * width, ancestor * width, (ancestor + 1) * width);
  });
  logWeights.fill(0);
}
function inherit(member, ancestor) {
  member.state = copyState(ancestor.state);
  member.startRow = ancestor.startRow;
  member.conserved.set(ancestor.conserved);
  if (member.trace !== void 0) member.trace.nan = ancestor.trace.nan;
}

function runForecast(machine, ensemble, part, target, at) {
  const departure = departureOf(machine, ensemble, part.kept);
  const failed = runAllFree(machine, ensemble, departure, part, target, at);
  for (let run = part.from; run < part.to; run++)
    machine.flows?.push(
      flowOfRun(departure.members[run], ensemble.episode.steps - ensemble.origin)
    );
  const notes = part.from === 0 ? departure.notes : [];
  const filters = part.from === 0 ? [departure.record] : [];
  if (![...failed.values()].some(isWorthTracing))
    return { failures: [...failed.values()], notes, filters };
  const traced = trace(machine, ensemble, departure.particles, failed);
  const scratch = new Float64Array(target.length);
  const again = runAllFree(machine, ensemble, traced, part, scratch, at);
  const failures = [...failed].map(([run, failure]) => again.get(run) ?? failure);
  return { failures, notes, filters };
}
function departureOf(machine, ensemble, kept) {
  const known = kept?.find(machine, ensemble);
  if (known !== void 0) return known;
  const made2 = asDeparture(
    machine,
    ensemble,
    filterToOrigin(machine, ensemble, void 0),
    freeParticles(ensemble)
  );
  kept?.keep(machine, ensemble, made2);
  return made2;
}
function trace(machine, ensemble, particles, failed) {
  const known = new Map([...failed].map(([run, failure]) => [particles[run], failure]));
  return asDeparture(machine, ensemble, filterToOrigin(machine, ensemble, known), particles);
}
function freeParticles({ size, free }) {
  return Int32Array.from({ length: free }, (_, run) => Math.floor((run + 0.5) * size / free));
}
function asDeparture(machine, { key }, filter, particles) {
  const { depth } = filter;
  const width = depth * machine.plan.outputs.length;
  const outputs = new Float64Array(particles.length * width);
  particles.forEach((k, run) => {
    outputs.set(filter.outputs.subarray(k * width, (k + 1) * width), run * width);
  });
  return {
    particles,
    members: Array.from(particles, (k) => filter.members[k]),
    outputs,
    depth,
    failed: filter.failed,
    notes: filter.notes,
    record: recordOf(filter, key.run)
  };
}
function runAllFree(machine, ensemble, departure, { from, to }, target, at) {
  const rows = (ensemble.episode.steps - ensemble.origin) * machine.plan.width;
  const failed = new Map();
  for (let run = from; run < to; run++) {
    const begin = at + (run - from) * rows;
    const before = departure.failed.get(departure.particles[run]);
    const failure = before === void 0 ? runFree(machine, ensemble, departure, run, target, begin) : { ...before, run: ensemble.key.run + run };
    if (before !== void 0) target.fill(Number.NaN, begin, begin + rows);
    if (failure !== void 0) failed.set(run, failure);
  }
  return failed;
}
function runFree(machine, ensemble, departure, run, target, at) {
  const { episode, origin, key } = ensemble;
  const { plan } = machine;
  const { width } = plan;
  const end = at + (episode.steps - origin) * width;
  const member = departure.members[run];
  const { futures } = ensemble;
  if (futures.length > 0) {
    const future = futures[(key.run + run) % futures.length];
    member.episode = withFuture(plan, episode, origin, future);
  }
  const ahead = { values: target, at: at - (origin + 1) * width, width };
  const ruled = plan.isRuled ? ruledBy(plan, member.episode, origin + 1, ahead, origin + 1, {
    values: seenUpTo(machine, ensemble, departure, run),
    at: 0,
    width: plan.outputs.length
  }) : void 0;
  if (machine.flows !== void 0)
    member.flow = openFlowLog(plan, member.state, origin, episode.steps - origin);
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  let t = origin + 1;
  try {
    for (; t <= episode.steps; t++) {
      const row = at + (t - origin - 1) * width;
      stepMember(machine, member, t, ruled);
      observeMember(machine, member, target, row, true);
      addNoise(machine, member, target, row);
      recordSettings(machine, member, target, row);
    }
  } catch (thrown) {
    target.fill(Number.NaN, at + (t - origin - 1) * width, end);
    if (member.flow !== void 0) breakFlow(member.flow, t);
    return explain(machine, member, key.run + run, t, thrown);
  }
  return void 0;
}
function seenUpTo({ plan }, { episode, origin }, departure, run) {
  const width = plan.outputs.length;
  const seen = new Float64Array((origin + 1) * width).fill(Number.NaN);
  for (let row = Math.max(0, origin - plan.lookback + 1); row <= origin; row++) {
    const own = placeOf(plan, departure, run, row);
    for (let i = row * width; i < (row + 1) * width; i++) {
      const observed = episode.observed[i];
      seen[i] = Number.isNaN(observed) ? departure.outputs[own + i - row * width] : observed;
    }
  }
  return seen;
}

var MOST_KEPT = 4e3;
function createKeptFilters() {
  const kept = new Map();
  let members = 0;
  function forget(key) {
    members -= kept.get(key)?.members.length ?? 0;
    kept.delete(key);
  }
  return {
    find(machine, ensemble) {
      const key = keyOf(machine, ensemble);
      const found = kept.get(key);
      if (found === void 0 || !isSame(machine, found, ensemble)) return void 0;
      kept.delete(key);
      kept.set(key, found);
      const { run } = ensemble.key;
      const { departure } = found;
      return {
        ...departure,
        members: found.members.map((member, k) => restored(machine, ensemble, member, k)),
        notes: departure.notes.map((note) => ({ ...note, run })),
        record: { ...departure.record, run }
      };
    },
    keep(machine, ensemble, { members: own, ...departure }) {
      if (own.length > MOST_KEPT) return;
      const key = keyOf(machine, ensemble);
      forget(key);
      members += own.length;
      kept.set(key, {
        departure,
        ensemble,
        parameters: parametersOf(machine, ensemble),
        members: own.map((member) => keptMember(machine, member))
      });
      const keys = kept.keys();
      while (members > MOST_KEPT) forget(keys.next().value);
    }
  };
}
function changesUpTo(origin, { request, leverNames }) {
  const acting = (request.interventions ?? []).filter(
    (one) => beginOf(one) <= origin && !("lever" in one && !leverNames.includes(one.lever))
  );
  return JSON.stringify(
    acting.map((one) => "to" in one ? { ...one, to: Math.min(one.to, origin) } : one)
  );
}
function keyOf({ plan, budget }, { key, size, free, origin }) {
  const { steps, cells } = budget;
  const { seed } = plan.request;
  const numbers = [seed, key.set, key.setWord, key.replication, size, free, origin, steps, cells];
  return \`\${numbers.join(" ")} \${changesUpTo(origin, plan)}\`;
}
function parametersOf({ plan }, { key }) {
  const count = plan.parameters.length;
  return plan.request.parameters.slice(key.set * count, (key.set + 1) * count);
}
function isSame(machine, { departure, ensemble: known, parameters }, asked) {
  const [a, b] = [known.episode, asked.episode];
  const { outputs, inputs, leverNames } = machine.plan;
  const rows = asked.origin + 1;
  return departure.depth >= machine.plan.lookback && isAlike(parameters, parametersOf(machine, asked), parameters.length) && isAlike(a.observed, b.observed, rows * outputs.length) && isAlike(a.inputs, b.inputs, rows * inputs.length) && isAlike(a.levers, b.levers, rows * leverNames.length) && isAlike(a.weekdays, b.weekdays, rows) && isAlike(a.dates, b.dates, rows);
}
function isAlike(a, b, count) {
  for (let i = 0; i < count; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
function keptMember(machine, member) {
  const slots = slotsOf(machine.plan);
  const streams = new Int32Array(4 * slots);
  for (let slot = 0; slot < slots; slot++)
    streams.set(machine.random.read(member.firstSlot + slot), 4 * slot);
  return {
    state: copyState(member.state),
    startRow: member.startRow,
    conserved: member.conserved.slice(),
    streams
  };
}
function restored(machine, ensemble, kept, k) {
  const { plan, parts, random } = machine;
  const { episode, key, origin } = ensemble;
  const slots = slotsOf(plan);
  const member = createMember(machine, episode, key.set, k * slots, void 0);
  for (let slot = 0; slot < slots; slot++)
    random.write(member.firstSlot + slot, kept.streams.subarray(4 * slot, 4 * slot + 4));
  member.state = copyState(kept.state);
  member.startRow = kept.startRow;
  member.conserved.set(kept.conserved);
  parametersAt(plan, key.set, origin, member.parameters);
  const { world } = member;
  world.parameters = parts.parametersOf(member.parameters, 0);
  world.inputs = parts.inputsOf(episode.inputs, origin * plan.inputs.length);
  world.levers = parts.leversOf(episode.levers, origin * plan.levers.length);
  return member;
}

function runRollout(machine, episode, key, target, at, failures) {
  const { width } = machine.plan;
  const member = createMember(machine, episode, key.set, 0, void 0);
  try {
    rollOut(machine, member, key, target, at);
  } catch (thrown) {
    const step = member.world.t;
    const end = at + (episode.steps + 1) * width;
    failures.push(explainRollout(machine, member, key, step, thrown));
    target.fill(Number.NaN, at + step * width, end);
    if (member.flow !== void 0) breakFlow(member.flow, step);
  }
  machine.flows?.push(flowOfRun(member, episode.steps));
}
function rollOut(machine, member, key, target, at) {
  const { plan } = machine;
  const { width } = plan;
  const { episode } = member;
  const { steps } = episode;
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  openStreams(machine, member, key.replication, key.setWord);
  startMember(machine, member, 0);
  observeMember(machine, member, target, at, false);
  takeRecorded(plan, member, 0);
  recordSettings(machine, member, target, at);
  if (machine.flows !== void 0) member.flow = openFlowLog(plan, member.state, 0, steps);
  const ruled = plan.isRuled ? ruledBy(plan, episode, 1, { values: target, at, width }) : void 0;
  for (let t = 1; t <= steps; t++) {
    const row = at + t * width;
    stepMember(machine, member, t, ruled);
    observeMember(machine, member, target, row, true);
    addNoise(machine, member, target, row);
    recordSettings(machine, member, target, row);
  }
}
function explainRollout(machine, first, key, step, thrown) {
  const untraced = explain(machine, first, key.run, step, thrown);
  if (!isWorthTracing(untraced)) return untraced;
  const { width } = machine.plan;
  const member = createMember(machine, first.episode, key.set, 0, createTrace(untraced));
  try {
    rollOut(machine, member, key, new Float64Array((first.episode.steps + 1) * width), 0);
  } catch (again) {
    return explain(machine, member, key.run, step, again);
  }
  return untraced;
}
function runOneStep(machine, episode, key, target, at, failures) {
  const failed = new Map();
  stepFromEveryRow(machine, episode, key, target, at, failed, void 0);
  const explained = new Map();
  if ([...failed.values()].some(isWorthTracing)) {
    const scratch = new Float64Array(episode.steps * machine.plan.outputs.length);
    stepFromEveryRow(machine, episode, key, scratch, 0, explained, failed);
  }
  for (const [step, failure] of failed) failures.push(explained.get(step) ?? failure);
}
function stepFromEveryRow(machine, episode, key, target, at, failed, known) {
  const { plan } = machine;
  const { width } = plan;
  const member = createMember(machine, episode, key.set, 0, void 0);
  const seen = { values: episode.observed, at: 0, width };
  const ruled = plan.isRuled ? ruledBy(plan, episode, 1, seen) : void 0;
  openStreams(machine, member, key.replication, key.setWord);
  for (let t = 1; t <= episode.steps; t++) {
    const row = at + (t - 1) * width;
    const before = known?.get(t);
    member.trace = before === void 0 ? void 0 : createTrace(before);
    try {
      stepFromRow(machine, member, t, ruled, target, row);
    } catch (thrown) {
      failed.set(t, explain(machine, member, key.run, t, thrown));
      target.fill(Number.NaN, row, row + width);
    }
  }
}
function stepFromRow(machine, member, t, ruled, target, row) {
  if (ruled !== void 0) ruled.from = t;
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  startMember(machine, member, t - 1);
  stepMember(machine, member, t, ruled);
  observeMember(machine, member, target, row, true);
  addNoise(machine, member, target, row);
}

function nextWord(stream) {
  const s1 = stream[1];
  const s2 = stream[2] ^ stream[0];
  const s3 = stream[3] ^ s1;
  stream[1] = s1 ^ s2;
  stream[0] = stream[0] ^ s3;
  stream[2] = s2 ^ s1 << 9;
  stream[3] = rotateBy11(s3);
  return scramble(s1);
}
function nextUniform(stream) {
  const a0 = stream[0];
  const a1 = stream[1];
  const a2 = stream[2] ^ a0;
  const a3 = stream[3] ^ a1;
  const b0 = a0 ^ a3;
  const b1 = a1 ^ a2;
  const b2 = a2 ^ a1 << 9 ^ b0;
  const b3 = rotateBy11(a3) ^ b1;
  stream[0] = b0 ^ b3;
  stream[1] = b1 ^ b2;
  stream[2] = b2 ^ b1 << 9;
  stream[3] = rotateBy11(b3);
  return ((scramble(a1) >>> 5) * 67108864 + (scramble(b1) >>> 6)) * (1 / 9007199254740992);
}
function scramble(word) {
  const product = Math.imul(word, 5);
  return Math.imul(product << 7 | product >>> 25, 9);
}
function rotateBy11(word) {
  return word << 11 | word >>> 21;
}

var SEARCH_BELOW = 30;
var SEARCH_END = 110;
function drawBinomial(stream, n, p) {
  if (n === 0 || p === 0) return 0;
  if (p === 1) return n;
  if (p > 0.5) return n - drawMinority(stream, n, 1 - p);
  return drawMinority(stream, n, p);
}
function drawMinority(stream, n, p) {
  return n * p < SEARCH_BELOW ? search(stream, n, p) : rejectTransformed(stream, n, p);
}
function search(stream, n, p) {
  const odds = p / (1 - p);
  const massAtZero = Math.exp(n * Math.log1p(-p));
  const end = n < SEARCH_END ? n : SEARCH_END;
  for (; ; ) {
    let rest = nextUniform(stream);
    let mass = massAtZero;
    let k = 0;
    while (rest >= mass && k <= end) {
      rest -= mass;
      k++;
      mass *= (n - k + 1) / k * odds;
    }
    if (k <= end) return k;
  }
}
function rejectTransformed(stream, n, p) {
  const variance = n * p * (1 - p);
  const deviation = Math.sqrt(variance);
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  for (; ; ) {
    const v = nextUniform(stream);
    const u = nextUniform(stream) - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor((2 * a / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    if (isUnderMass(v * alpha / (a / (us * us) + b), k, n, p, variance)) return k;
  }
}
function isUnderMass(height, k, n, p, variance) {
  const mode = Math.floor((n + 1) * p);
  const distance = Math.abs(k - mode);
  if (distance <= 15) {
    const odds = p / (1 - p);
    let ratio = 1;
    for (let i = mode + 1; i <= k; i++) ratio *= (n - i + 1) / i * odds;
    for (let i = k + 1; i <= mode; i++) height *= (n - i + 1) / i * odds;
    return height <= ratio;
  }
  const logHeight = Math.log(height);
  if (distance < variance / 2 - 1) {
    const bracket = ((distance / 3 + 0.625) * distance + 1 / 6) / variance + 0.5;
    const slack = distance / variance * bracket;
    const normal = -distance * distance / (2 * variance);
    if (logHeight < normal - slack) return true;
    if (logHeight > normal + slack) return false;
  }
  return logHeight <= logBinomialMass(k, n, p) - logBinomialMass(mode, n, p);
}

function drawCategorical(stream, probabilities, total) {
  let rest = nextUniform(stream) * total;
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i];
    if (rest < p) return i;
    rest -= p;
    if (p > 0) last = i;
  }
  return last;
}
function drawMultinomial(stream, n, probabilities) {
  const counts = [];
  for (let i = 0; i < probabilities.length; i++) counts.push(0);
  let sum = 0;
  for (let i = probabilities.length - 1; i >= 0; i--) {
    sum += probabilities[i];
    counts[i] = sum;
  }
  let left = n;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i];
    const count = p === 0 ? 0 : drawBinomial(stream, left, p / counts[i]);
    counts[i] = count;
    left -= count;
  }
  return counts;
}

function drawNormal(stream) {
  for (; ; ) {
    const high = nextWord(stream);
    const low = nextWord(stream);
    const layer = (high & 31) << 3 | low & 7;
    const sign = 1 - ((low & 8) >> 2);
    const position = ((high >>> 5) * 67108864 + (low >>> 6)) * (1 / 9007199254740992);
    const x = position * EDGE[layer];
    if (x < EDGE[layer + 1]) return sign * x;
    if (layer === 0) return sign * drawTail(stream);
    const below = HEIGHT[layer];
    const height = below + nextUniform(stream) * (HEIGHT[layer + 1] - below);
    if (height < Math.exp(-0.5 * x * x)) return sign * x;
  }
}
function drawExponential(stream) {
  return -Math.log(1 - nextUniform(stream));
}
function drawTail(stream) {
  for (; ; ) {
    const beyond = drawExponential(stream) / TAIL;
    if (2 * drawExponential(stream) >= beyond * beyond) return TAIL + beyond;
  }
}
var LAYERS = 256;
var TAIL = 3.654152885361009;
var AREA = 0.004928673233974655;
var EDGE = new Float64Array(LAYERS + 1);
var HEIGHT = new Float64Array(LAYERS + 1);
EDGE[0] = AREA / Math.exp(-0.5 * TAIL * TAIL);
EDGE[1] = TAIL;
HEIGHT[1] = Math.exp(-0.5 * TAIL * TAIL);
for (let layer = 2; layer < LAYERS; layer++) {
  HEIGHT[layer] = HEIGHT[layer - 1] + AREA / EDGE[layer - 1];
  EDGE[layer] = Math.sqrt(-2 * Math.log(HEIGHT[layer]));
}
HEIGHT[LAYERS] = 1;

function drawGamma(stream, shape) {
  if (shape >= 1) return squeezeGamma(stream, shape);
  return squeezeGamma(stream, shape + 1) * Math.exp(-drawExponential(stream) / shape);
}
function drawBeta(stream, a, b) {
  if (a >= 1 && b >= 1) {
    const x = squeezeGamma(stream, a);
    return 1 / (1 + squeezeGamma(stream, b) / x);
  }
  const difference = drawLogGamma(stream, b) - drawLogGamma(stream, a);
  if (Number.isNaN(difference)) return nextUniform(stream) < a / (a + b) ? 1 : 0;
  return 1 / (1 + Math.exp(difference));
}
function drawLogGamma(stream, shape) {
  if (shape >= 1) return Math.log(squeezeGamma(stream, shape));
  return Math.log(squeezeGamma(stream, shape + 1)) - drawExponential(stream) / shape;
}
function squeezeGamma(stream, shape) {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (; ; ) {
    const x = drawNormal(stream);
    const t = c * x;
    const root = 1 + t;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = nextUniform(stream);
    const square = x * x;
    if (u < 1 - 0.0331 * square * square) return d * v;
    const exponent = d * (3 * (Math.log1p(t) - t) - t * t * (3 + t));
    if (Math.log(u) < 0.5 * square + exponent) return d * v;
  }
}

var TWO_21 = 2097152;
var TWO_32 = 4294967296;
var TWO_53 = 9007199254740992;
function drawBelow(stream, span) {
  if (span > TWO_21) return drawBelowLarge(stream, span);
  let word = nextWord(stream);
  let fraction = Math.imul(word, span) >>> 0;
  if (fraction < span) {
    const unfair = TWO_32 % span;
    while (fraction < unfair) {
      word = nextWord(stream);
      fraction = Math.imul(word, span) >>> 0;
    }
  }
  return ((word >>> 0) * span - fraction) / TWO_32;
}
function shuffleInPlace(stream, array) {
  for (let i = array.length - 1; i > 0; i--) {
    const j = drawBelow(stream, i + 1);
    const moved = array[i];
    array[i] = array[j];
    array[j] = moved;
  }
}
function drawBelowLarge(stream, span) {
  for (; ; ) {
    const whole = nextUniform(stream) * TWO_53;
    const remainder = whole % span;
    if (whole - remainder <= TWO_53 - span) return remainder;
  }
}

var SEARCH_BELOW2 = 30;
var SEARCH_END2 = 110;
var LARGEST_MEAN = 1e15;
function drawPoisson(stream, mean) {
  if (mean === 0) return 0;
  return mean < SEARCH_BELOW2 ? search2(stream, mean) : rejectTransformed2(stream, mean);
}
function search2(stream, mean) {
  const massAtZero = Math.exp(-mean);
  for (; ; ) {
    let rest = nextUniform(stream);
    let mass = massAtZero;
    let k = 0;
    while (rest >= mass && k <= SEARCH_END2) {
      rest -= mass;
      k++;
      mass *= mean / k;
    }
    if (k <= SEARCH_END2) return k;
  }
}
function rejectTransformed2(stream, mean) {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  for (; ; ) {
    const v = nextUniform(stream);
    const u = nextUniform(stream) - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= 0.98 * (0.9277 - 3.6224 / (b - 2))) return k;
    if (k < 0 || us < 0.013 && v > us) continue;
    const inverseAlpha = 1.006 * (1.1239 + 1.1328 / (b - 3.4));
    const height = Math.log(v * inverseAlpha / (a / (us * us) + b));
    if (height <= logPoissonMass(k, mean)) return k;
  }
}

function createRandom(slots) {
  const streams = [];
  for (let slot = 0; slot < slots; slot++) {
    const stream = new Int32Array(4);
    openStream(stream, 0, slot, 0, 0);
    streams.push(stream);
  }
  const streamOf = (slot) => streams[slot] ?? refuse("random", "slot", slot, \`be a whole number in 0 .. \${slots - 1}\`);
  let current = streamOf(0);
  return {
    source: createSource(() => current),
    open: (slot, seed, replication, purpose, set) => {
      openStream(streamOf(slot), seed, replication, purpose, set);
    },
    use: (slot) => {
      current = streamOf(slot);
    },
    read: streamOf,
    write: (slot, words) => {
      streamOf(slot).set(words);
    }
  };
}
function createSource(stream) {
  return {
    uniform: (low = 0, high = 1) => {
      if (!Number.isFinite(low)) refuse("uniform", "low", low, FINITE);
      if (!Number.isFinite(high)) refuse("uniform", "high", high, FINITE);
      const width = high - low;
      if (!(width >= 0)) refuse("uniform", "high", high, \`be at least low (\${low})\`);
      if (!(width <= Number.MAX_VALUE)) refuse("uniform", "high - low", width, FINITE);
      return low + width * nextUniform(stream());
    },
    normal: (mean = 0, sd = 1) => {
      if (!Number.isFinite(mean)) refuse("normal", "mean", mean, FINITE);
      if (!isAtLeastZero(sd)) refuse("normal", "sd", sd, AT_LEAST_ZERO);
      return mean + sd * drawNormal(stream());
    },
    lognormal: (mu, sigma) => {
      if (!Number.isFinite(mu)) refuse("lognormal", "mu", mu, FINITE);
      if (!isAtLeastZero(sigma)) refuse("lognormal", "sigma", sigma, AT_LEAST_ZERO);
      return Math.exp(mu + sigma * drawNormal(stream()));
    },
    exponential: (rate) => {
      if (!isAboveZero(rate)) refuse("exponential", "rate", rate, ABOVE_ZERO);
      return drawExponential(stream()) / rate;
    },
    gamma: (shape, scale) => {
      if (!isAboveZero(shape)) refuse("gamma", "shape", shape, ABOVE_ZERO);
      if (!isAtLeastZero(scale)) refuse("gamma", "scale", scale, AT_LEAST_ZERO);
      return drawGamma(stream(), shape) * scale;
    },
    beta: (a, b) => {
      if (!isAboveZero(a)) refuse("beta", "a", a, ABOVE_ZERO);
      if (!isAboveZero(b)) refuse("beta", "b", b, ABOVE_ZERO);
      return drawBeta(stream(), a, b);
    },
    poisson: (mean) => {
      if (!isMean(mean)) refuse("poisson", "mean", mean, MEAN);
      return drawPoisson(stream(), mean);
    },
    binomial: (n, p) => {
      if (!isCount(n)) refuse("binomial", "n", n, COUNT2);
      if (!isProbability(p)) refuse("binomial", "p", p, "lie in 0..1");
      return drawBinomial(stream(), n, p);
    },
    negativeBinomial: (mean, size) => {
      if (!isMean(mean)) refuse("negativeBinomial", "mean", mean, MEAN);
      if (!isAboveZero(size)) refuse("negativeBinomial", "size", size, ABOVE_ZERO);
      if (mean === 0) return 0;
      const rate = drawGamma(stream(), size) * (mean / size);
      if (!isMean(rate)) refuse("negativeBinomial", "a draw of the rate", rate, MEAN);
      return drawPoisson(stream(), rate);
    },
    multinomial: (n, probabilities) => {
      if (!isCount(n)) refuse("multinomial", "n", n, COUNT2);
      checkProbabilities("multinomial", probabilities);
      return drawMultinomial(stream(), n, probabilities);
    },
    categorical: (probabilities) => {
      const total = checkProbabilities("categorical", probabilities);
      return drawCategorical(stream(), probabilities, total);
    },
    integer: (low, high) => {
      if (!Number.isSafeInteger(low)) refuse("integer", "low", low, WHOLE);
      if (!Number.isSafeInteger(high)) refuse("integer", "high", high, WHOLE);
      if (low > high) refuse("integer", "high", high, \`be at least low (\${low})\`);
      if (!(high - low < 9007199254740992))
        refuse("integer", "high - low", high - low, "be below 2^53");
      return low + drawBelow(stream(), high - low + 1);
    },
    shuffle: (array) => {
      if (!Array.isArray(array)) refuse("shuffle", "the argument", array, "be an array");
      shuffleInPlace(stream(), array);
      return array;
    }
  };
}
function checkProbabilities(subject, probabilities) {
  if (!Array.isArray(probabilities)) refuse(subject, "probabilities", probabilities, "be an array");
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i];
    if (!isProbability(p)) refuse(subject, \`probability \${i}\`, p, "lie in 0..1");
    sum += p;
  }
  if (!(Math.abs(sum - 1) <= 1e-9)) refuse(subject, "sum of the probabilities", sum, "be 1");
  return sum;
}
var FINITE = "be finite";
var WHOLE = "be a whole number within 2^53";
var COUNT2 = "be a whole number in 0 .. 2^53 - 1";
var AT_LEAST_ZERO = "be finite and at least 0";
var ABOVE_ZERO = "be finite and above 0";
var MEAN = "lie in 0..1e15";
var isCount = (n) => Number.isSafeInteger(n) && n >= 0;
var isProbability = (p) => Number.isFinite(p) && p >= 0 && p <= 1;
var isAtLeastZero = (x) => Number.isFinite(x) && x >= 0;
var isAboveZero = (x) => Number.isFinite(x) && x > 0;
var isMean = (x) => Number.isFinite(x) && x >= 0 && x <= LARGEST_MEAN;

function createDriver(factory) {
  const parts = factory(stopForBudget);
  const kept = createKeptFilters();
  return { run: (request, first, last) => runChunk(parts, kept, request, first, last) };
}
function runChunk(parts, kept, request, first, last) {
  const plan = planOf(parts.declaration, request);
  const total = request.sets * request.episodes.length * request.replications;
  if (!(first >= 0 && first <= last && last <= total))
    throw new Error(\`runs: \${first}..\${last} are not within 0..\${total}\`);
  const batch = {
    machine: createMachine(parts, plan),
    kept,
    episodes: new Map(),
    values: new Float64Array(countValues(plan, first, last)),
    failures: [],
    notes: [],
    filters: []
  };
  let at = 0;
  for (let run = first; run < last; ) {
    const made2 = runSome(batch, run, last, at);
    run += made2;
    at += made2 * rowsOf(episodeOf(batch, run - made2), request.mode) * plan.width;
  }
  const { values, failures, notes, filters } = batch;
  const { flows } = batch.machine;
  return {
    values,
    failures,
    notes,
    ...filters.length > 0 && { filters },
    ...flows && { flows: joinFlows(plan, flows) }
  };
}
function runSome(batch, run, last, at) {
  const { machine, values, failures } = batch;
  const { mode } = machine.plan.request;
  const episode = episodeOf(batch, run);
  switch (mode.kind) {
    case "rollout":
      runRollout(machine, episode, keyOf2(machine.plan, run), values, at, failures);
      return 1;
    case "one-step":
      runOneStep(machine, episode, keyOf2(machine.plan, run), values, at, failures);
      return 1;
    case "forecast": {
      const ensemble = ensembleOf(machine, episode, run, mode);
      const from = run - ensemble.key.run;
      const to = Math.min(ensemble.free, last - ensemble.key.run);
      const kept = mode.keep === true ? batch.kept : void 0;
      const made2 = runForecast(machine, ensemble, { from, to, kept }, values, at);
      failures.push(...made2.failures);
      batch.notes.push(...made2.notes);
      batch.filters.push(...made2.filters);
      return to - from;
    }
    default:
      return mode;
  }
}
function createMachine(parts, plan) {
  const { mode, replications, budget, flows } = plan.request;
  const members = mode.kind === "forecast" ? mode.particles ?? replications : 1;
  const slots = members * slotsOf(plan);
  const random = createRandom(slots + 2);
  random.open(slots + 1, plan.request.seed, 0, SCRATCH_PURPOSE, 0);
  return {
    parts,
    plan,
    random,
    scratchSlot: slots + 1,
    budget: budget ?? DEFAULT_BUDGET,
    flows: flows === true ? [] : void 0,
    current: 0
  };
}
function indexOf(plan, run) {
  const { episodes, replications } = plan.request;
  return Math.floor(run / replications) % episodes.length;
}
function keyOf2(plan, run) {
  const { episodes, replications, streams } = plan.request;
  const set = Math.floor(run / (replications * episodes.length));
  const keySet = streams === "common" ? 0 : (plan.request.firstSet ?? 0) + set;
  return {
    run,
    set,
    replication: (plan.request.firstReplication ?? 0) + run % replications,
    setWord: keySet * episodes.length + indexOf(plan, run)
  };
}
function ensembleOf(machine, episode, run, { origin, futures = [], particles }) {
  const { plan } = machine;
  const { replications } = plan.request;
  return {
    episode,
    key: keyOf2(plan, run - run % replications),
    size: particles ?? replications,
    free: replications,
    origin,
    futures,
    resampleSlot: machine.scratchSlot - 1
  };
}
function episodeOf({ machine, episodes }, run) {
  const index = indexOf(machine.plan, run);
  const known = episodes.get(index);
  if (known !== void 0) return known;
  const made2 = episodePlanOf(machine.plan, machine.plan.request.episodes[index]);
  episodes.set(index, made2);
  return made2;
}
function countValues(plan, first, last) {
  const { episodes, mode } = plan.request;
  let rows = 0;
  for (let run = first; run < last; run++) rows += rowsOf(episodes[indexOf(plan, run)], mode);
  return rows * plan.width;
}
return { DEFAULT_BUDGET, createDriver, createRandom };
})()`;
