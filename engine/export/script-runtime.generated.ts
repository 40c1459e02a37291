// Made by scripts/generate-script-runtime.ts from engine/export/runtime. Do not edit: npm run generate.

/** JavaScript declarations (Node 18), among them the function runScript. They come after the constant kernel. */
export const scriptRuntimeSource = `// engine/export/runtime/usage-error.ts
var UsageError = class extends Error {
  hint;
  constructor(message, hint) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
};
function listed(names) {
  if (names.length === 0) return "none";
  return names.length === 1 ? names[0] : \`\${names.slice(0, -1).join(", ")} or \${names[names.length - 1]}\`;
}
function numberIn(text) {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : void 0;
}

// engine/export/runtime/policy-file/fields.ts
function fieldsOf(value, place) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(\`\${place}: \${JSON.stringify(value)}\`, "Write an object: { ... }.");
  }
  return value;
}
function listOf(fields, name, place, example) {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) {
    throw new UsageError(
      \`\${place}, \${name}: \${JSON.stringify(value)}\`,
      \`Write "\${name}": [\${example}, ...].\`
    );
  }
  return value;
}
function allowOnly(fields, names, place) {
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) {
      throw new UsageError(
        \`\${place}: unknown field "\${name}"\`,
        \`Fields here are \${listed(names)}.\`
      );
    }
  }
}
function kindOf(fields, kinds, place) {
  return choiceOf(fields, "kind", kinds, place, "Kinds");
}
function choiceOf(fields, name, choices, place, noun = "Choices") {
  const found = choices.find((choice) => choice === fields[name]);
  if (found !== void 0) return found;
  throw new UsageError(
    \`\${place}, \${name}: \${JSON.stringify(fields[name])}\`,
    \`\${noun} are \${listed(choices)}.\`
  );
}
function numberOf(fields, name, place, fallback) {
  const value = fields[name] ?? fallback;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new UsageError(\`\${place}, \${name}: \${JSON.stringify(value)}\`, "Give a number.");
  }
  return value;
}
function stepsOf(fields, name, place, least, fallback) {
  const value = numberOf(fields, name, place, fallback);
  if (!Number.isInteger(value) || value < least) {
    throw new UsageError(
      \`\${place}, \${name}: \${value}\`,
      \`Give a whole number of steps from \${least}.\`
    );
  }
  return value;
}
function inOrder(fields, [smaller, larger], place) {
  const [low = 0, high = 0] = [fields[smaller], fields[larger]];
  if (low > high) {
    throw new UsageError(\`\${place}, \${smaller}: \${low}\`, \`It must not exceed \${larger} (\${high}).\`);
  }
}
function rowOf(fields, name, place, { dates, later }) {
  const value = fields[name];
  if (typeof value === "string" && dates !== void 0) {
    const row = dates.indexOf(value);
    if (row >= 0) return row;
    const last = dates[dates.length - 1] ?? "";
    const help = later !== void 0 && value > last ? \` \${later}\` : "";
    throw new UsageError(
      \`\${place}, \${name}: \${value}\`,
      \`Dates run from \${dates[0]} to \${last}, written like these.\${help}\`
    );
  }
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    const way = dates === void 0 ? "" : \` or a date such as \${dates[0]}\`;
    throw new UsageError(
      \`\${place}, \${name}: \${JSON.stringify(value)}\`,
      \`Give the number of a row, 0 being the start row\${way}.\`
    );
  }
  return value;
}
function spanOf(fields, place, names) {
  const from = rowOf(fields, "from", place, names);
  const to = rowOf(fields, "to", place, names);
  if (to < from)
    throw new UsageError(\`\${place}, to: \${to}\`, \`It must not lie before from (\${from}).\`);
  return { from, to };
}
function nameOf(fields, field, candidates, place) {
  return known(field, fields[field], candidates, place);
}
function known(noun, name, candidates, place) {
  const found = candidates.find((candidate) => candidate.name === name);
  if (found) return found.name;
  throw new UsageError(
    \`\${place}, unknown \${noun}: \${typeof name === "string" ? name : JSON.stringify(name)}\`,
    \`It is one of: \${candidates.map((candidate) => candidate.name).join(", ") || "none declared"}.\`
  );
}
function namedAs(names) {
  return names.map((name) => ({ name }));
}

// engine/export/runtime/policy-file/read-intervention.ts
var KINDS = [
  "set-parameter",
  "scale-parameter",
  "set-input",
  "scale-input",
  "add-input",
  "set-lever",
  "scale-lever",
  "add-lever",
  "cap-lever",
  "disable-module",
  "delay-module",
  "cap-module",
  "replace-module",
  "set-state",
  "scale-state",
  "add-state"
];
function readIntervention(fields, place, names) {
  const only = (...own) => allowOnly(fields, ["kind", ...own], place);
  const span = () => spanOf(fields, place, names);
  const value = () => numberOf(fields, "value", place);
  const module = () => nameOf(fields, "module", namedAs(names.modules), place);
  const field = () => nameOf(fields, "field", namedAs(names.state), place);
  const kind = kindOf(fields, KINDS, place);
  switch (kind) {
    case "set-parameter":
    case "scale-parameter": {
      only("parameter", "value", "from", "to");
      const parameter = nameOf(fields, "parameter", names.parameters, place);
      return { kind, parameter, value: value(), ...span() };
    }
    case "set-input":
    case "scale-input":
    case "add-input":
      only("input", "value", "from", "to");
      return {
        kind,
        input: nameOf(fields, "input", names.inputs, place),
        value: value(),
        ...span()
      };
    case "set-lever":
    case "scale-lever":
    case "add-lever":
    case "cap-lever": {
      only("lever", "value", "from", "to");
      const lever = nameOf(fields, "lever", [...names.levers, ...names.resources], place);
      return { kind, lever, value: value(), ...span() };
    }
    case "disable-module":
      only("module", "from", "to");
      return { kind, module: module(), ...span() };
    case "delay-module":
      only("module", "by", "from", "to");
      return { kind, module: module(), by: stepsOf(fields, "by", place, 1), ...span() };
    case "cap-module": {
      only("module", "field", "most", "from", "to");
      const most = numberOf(fields, "most", place);
      if (most < 0) throw new UsageError(\`\${place}, most: \${most}\`, "Give a number from 0.");
      return { kind, module: module(), field: field(), most, ...span() };
    }
    case "replace-module":
      only("module", "changes", "from", "to");
      return { kind, module: module(), changes: changesOf(fields, place, names), ...span() };
    case "set-state":
    case "scale-state":
    case "add-state":
      only("field", "value", "at");
      return { kind, field: field(), value: value(), at: rowOf(fields, "at", place, names) };
    default:
      return kind;
  }
}
function changesOf(fields, place, names) {
  const example = '{"field": "x", "how": "add", "value": 1}';
  return listOf(fields, "changes", place, example).map((change, index) => {
    const at2 = \`\${place}, change \${index + 1}\`;
    const parts = fieldsOf(change, at2);
    allowOnly(parts, ["field", "how", "value"], at2);
    return {
      field: nameOf(parts, "field", namedAs(names.state), at2),
      how: choiceOf(parts, "how", ["set", "add"], at2),
      value: numberOf(parts, "value", at2)
    };
  });
}

// engine/export/runtime/policy-file/read-lever-policy.ts
var KINDS2 = [
  "constant",
  "schedule",
  "weekday",
  "ramp",
  "threshold",
  "order-up-to",
  "reorder",
  "rule"
];
function readLeverPolicy(fields, place, names) {
  const only = (...own) => allowOnly(fields, ["kind", ...own], place);
  const number = (name) => numberOf(fields, name, place);
  const kind = kindOf(fields, KINDS2, place);
  switch (kind) {
    case "constant":
      only("value");
      return { kind, value: number("value") };
    case "schedule":
      only("entries");
      return { kind, entries: scheduleEntries(fields, place, names) };
    case "weekday":
      only("values");
      return { kind, values: weekdayValues(fields.values, place) };
    case "ramp": {
      only("from", "to", "start", "end");
      const from = rowOf(fields, "from", place, names);
      const to = rowOf(fields, "to", place, names);
      inOrder({ from, to }, ["from", "to"], place);
      return { kind, from, to, start: number("start"), end: number("end") };
    }
    case "threshold": {
      only(...WATCH_FIELDS, "above", "below", "low", "high", "after", "least");
      const [above, below] = [number("above"), number("below")];
      inOrder({ below, above }, ["below", "above"], place);
      return {
        kind,
        watch: watchOf(fields, place, names),
        above,
        below,
        low: number("low"),
        high: number("high"),
        ...stepsWhereGiven(fields, ["after", "least"], place)
      };
    }
    case "order-up-to": {
      only(...WATCH_FIELDS, "level", "every");
      const every = stepsOf(fields, "every", place, 1);
      return { kind, watch: watchOf(fields, place, names), level: number("level"), every };
    }
    case "reorder": {
      only(...WATCH_FIELDS, "below", "level", "every");
      const every = stepsOf(fields, "every", place, 1);
      const [below, level] = [number("below"), number("level")];
      inOrder({ below, level }, ["below", "level"], place);
      return { kind, watch: watchOf(fields, place, names), below, level, every };
    }
    case "rule":
      only("clauses", "otherwise");
      return { kind, clauses: clausesOf(fields, place, names), otherwise: number("otherwise") };
    default:
      return kind;
  }
}
var WATCH_FIELDS = ["watch", "output"];
function watchOf(fields, place, names) {
  if (fields.watch === void 0) {
    const output = nameOf(fields, "output", names.outputs, place);
    return { terms: [{ output, weight: 1 }] };
  }
  if (fields.output !== void 0) {
    throw new UsageError(\`\${place}: both watch and output\`, "Write one of them.");
  }
  const at2 = \`\${place}, watch\`;
  const watch = fieldsOf(fields.watch, at2);
  allowOnly(watch, ["terms", "delay", "window", "underway"], at2);
  const terms = listOf(watch, "terms", at2, '{"output": "x", "weight": 1}').map((term, index) => {
    const own = \`\${at2}, term \${index + 1}\`;
    const parts = fieldsOf(term, own);
    allowOnly(parts, ["output", "weight"], own);
    return {
      output: nameOf(parts, "output", names.outputs, own),
      weight: numberOf(parts, "weight", own, 1)
    };
  });
  return {
    terms,
    ...stepsWhereGiven(watch, ["window"], at2),
    ...stepsWhereGiven(watch, ["delay", "underway"], at2, 0)
  };
}
function stepsWhereGiven(fields, names, place, least = 1) {
  const given = names.filter((name) => fields[name] !== void 0);
  return Object.fromEntries(given.map((name) => [name, stepsOf(fields, name, place, least)]));
}
function weekdayValues(value, place) {
  const isRight = Array.isArray(value) && value.length === 7 && value.every((one) => Number.isFinite(one));
  if (isRight) return value;
  throw new UsageError(
    \`\${place}, values: \${JSON.stringify(value)}\`,
    "Write seven numbers, Monday first."
  );
}
function scheduleEntries(fields, place, names) {
  const list = listOf(fields, "entries", place, '{"from": 10, "value": 6}');
  const entries = list.map((entry, index) => {
    const at2 = \`\${place}, entry \${index + 1}\`;
    const parts = fieldsOf(entry, at2);
    allowOnly(parts, ["from", "value"], at2);
    return { from: rowOf(parts, "from", at2, names), value: numberOf(parts, "value", at2) };
  });
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (before !== void 0 && entry.from < before.from) {
      throw new UsageError(
        \`\${place}, entry \${index + 1}, from: \${entry.from}\`,
        "List entries in order of time."
      );
    }
  });
  return entries;
}
function clausesOf(fields, place, names) {
  const example = '{"when": [{"output": "x", "is": "above", "value": 5}], "value": 6}';
  return listOf(fields, "clauses", place, example).map((clause, index) => {
    const at2 = \`\${place}, clause \${index + 1}\`;
    const parts = fieldsOf(clause, at2);
    allowOnly(parts, ["when", "value"], at2);
    const conditions = listOf(parts, "when", at2, '{"output": "x", "is": "above", "value": 5}');
    const when = conditions.map((condition, number) => {
      const own = \`\${at2}, condition \${number + 1}\`;
      const said = fieldsOf(condition, own);
      allowOnly(said, [...WATCH_FIELDS, "is", "value"], own);
      return {
        watch: watchOf(said, own, names),
        is: choiceOf(said, "is", ["above", "below"], own),
        value: numberOf(said, "value", own)
      };
    });
    return { when, value: numberOf(parts, "value", at2) };
  });
}

// engine/export/runtime/policy-file/read-resource.ts
function readResource(name, fields, place, names) {
  allowOnly(fields, ["low", "high", "default", "integer", "unit", "policy"], place);
  const taken = [...names.levers, ...names.outputs].some((other) => other.name === name);
  if (taken || name === "") {
    throw new UsageError(
      \`\${place}: name \${taken ? "of a lever or output" : "is empty"}\`,
      "Give the resource a name of its own."
    );
  }
  const low = numberOf(fields, "low", place);
  const high = numberOf(fields, "high", place);
  const usual = numberOf(fields, "default", place, low);
  inOrder({ low, high }, ["low", "high"], place);
  inOrder({ low, default: usual }, ["low", "default"], place);
  inOrder({ default: usual, high }, ["default", "high"], place);
  const { integer = false, unit = "" } = fields;
  if (typeof integer !== "boolean") {
    throw new UsageError(\`\${place}, integer: \${JSON.stringify(integer)}\`, "Write true or false.");
  }
  if (typeof unit !== "string") {
    throw new UsageError(\`\${place}, unit: \${JSON.stringify(unit)}\`, "Write a word in quotes.");
  }
  const at2 = \`\${place}, policy\`;
  const policy = readLeverPolicy(fieldsOf(fields.policy, at2), at2, names);
  return { low, high, default: usual, integer, policy };
}

// engine/export/runtime/policy-file/read-policy.ts
function readPolicy(text, path, names) {
  const file = fieldsOf(parseJson(text, path), path);
  allowOnly(file, ["levers", "resources", "interventions", "about", "schema"], path);
  if (file.schema !== void 0 && typeof file.schema !== "number") {
    throw new UsageError(\`\${path}, schema: \${JSON.stringify(file.schema)}\`, "Give a number.");
  }
  const policies = eachOf(file, "levers", path, (name, fields, place) => {
    known("lever", name, names.levers, \`\${path}, levers\`);
    return readLeverPolicy(fieldsOf(fields, place), place, names);
  });
  const resources = eachOf(
    file,
    "resources",
    path,
    (name, fields, place) => readResource(name, fieldsOf(fields, place), place, names)
  );
  const list = file.interventions ?? [];
  if (!Array.isArray(list)) {
    throw new UsageError(\`\${path}, interventions: not a list\`, 'Write "interventions": [ ... ].');
  }
  const all = { ...names, resources: namedAs(Object.keys(resources)) };
  const interventions = list.map((value, index) => {
    const place = \`\${path}, intervention \${index + 1}\`;
    return readIntervention(fieldsOf(value, place), place, all);
  });
  return { policies, resources, interventions };
}
function eachOf(file, field, path, read) {
  const entries = Object.entries(fieldsOf(file[field] ?? {}, \`\${path}, \${field}\`));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, read(name, value, \`\${path}, \${name}\`)])
  );
}
function parseJson(text, path) {
  try {
    return JSON.parse(text.replace(/^\\uFEFF/, ""));
  } catch (error) {
    throw new UsageError(
      \`policy file: \${path} is not JSON (\${error instanceof Error ? error.message : error})\`,
      'It must read like {"levers": {"order": {"kind": "constant", "value": 6}}, "interventions": []}.'
    );
  }
}

// engine/export/runtime/reading.ts
function reading(path, host) {
  try {
    return host.readText(path);
  } catch (error) {
    throw new UsageError(
      \`cannot read: \${path}\`,
      \`\${messageOf(error)}. Check the name and the folder.\`
    );
  }
}
function writing(path, write) {
  try {
    write();
  } catch (error) {
    throw new UsageError(\`cannot write: \${path}\`, \`\${messageOf(error)}. Choose another place.\`);
  }
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// engine/export/runtime/choose-rows.ts
var LATER = "For later ones write the script anew: gsim export --horizon ROWS.";
function chooseRows(options, host, names, recorded, ahead) {
  const { input, policy: path } = options;
  if (options.ahead) refuseAhead(ahead);
  if (path === void 0) return { isAhead: options.ahead, policy: void 0 };
  const text = reading(path, host);
  const readFor = (episodes) => (
    // Several episodes may have different days in the same row.
    readPolicy(text, path, {
      ...names,
      dates: episodes.length === 1 ? episodes[0]?.dates : void 0,
      ...input === void 0 && { later: LATER }
    })
  );
  if ("why" in ahead || input !== void 0) return { isAhead: false, policy: readFor(recorded) };
  if (options.ahead) return { isAhead: true, policy: readFor(ahead) };
  const policy = readWithin(readFor, recorded);
  if (policy !== void 0) return { isAhead: false, policy };
  const later = readFor(ahead);
  host.warn(\`note: \${path} speaks of rows after the data, so these are run: \${spanOf2(ahead)}\`);
  return { isAhead: true, policy: later };
}
function spanOf2([episode]) {
  if (episode === void 0) throw new Error("rows ahead: no episode");
  const { first = 0, steps, dates } = episode;
  return dates ? \`\${dates[first]} to \${dates[steps]}\` : \`row \${first} to \${steps}\`;
}
function refuseAhead(ahead) {
  if ("why" in ahead)
    throw new UsageError(
      \`--ahead: \${ahead.why}\`,
      "Leave it out to run the rows that the data have."
    );
}
function readWithin(readFor, recorded) {
  try {
    const policy = readFor(recorded);
    const last = Math.max(...recorded.map(({ steps }) => steps));
    const begins = beginsOf(policy);
    return begins.length > 0 && Math.min(...begins) > last ? void 0 : policy;
  } catch (error) {
    if (error instanceof UsageError) return void 0;
    throw error;
  }
}
function beginsOf({ policies, resources, interventions }) {
  const all = [...Object.values(policies), ...Object.values(resources).map(({ policy }) => policy)];
  return [
    ...all.flatMap(rowsNamed),
    ...interventions.map((one) => "at" in one ? one.at : one.from)
  ];
}
function rowsNamed(policy) {
  if (policy.kind === "schedule") return policy.entries.map(({ from }) => from);
  return policy.kind === "ramp" ? [policy.from] : [];
}

// engine/export/runtime/hash-values.ts
function hashValues(values) {
  const view = new DataView(new ArrayBuffer(8));
  let one = 2166136261;
  let two = 84696351;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) view.setUint32(4, 2146959360, true);
    else view.setFloat64(0, value, true);
    if (Number.isNaN(value)) view.setUint32(0, 0, true);
    for (let byte = 0; byte < 8; byte++) {
      one = Math.imul(one ^ view.getUint8(byte), 16777619);
      two = Math.imul(two ^ view.getUint8(byte), 16777623);
    }
  }
  return [one, two].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

// engine/export/runtime/policy-file/policy-help.ts
function policyFileLines({
  levers,
  outputs,
  parameters
}) {
  const [lever] = levers;
  const output = outputs[0]?.name ?? "output";
  return [
    "Policy file: rows count from 0, the start row; dates may be written instead where the data have them.",
    \`  {"levers": {"\${lever?.name ?? "lever"}": {"kind": "constant", "value": \${lever?.default ?? 1}}},\`,
    '   "resources": {"reserve": {"low": 0, "high": 20, "integer": true, "policy": {"kind": "threshold",',
    \`                 "output": "\${output}", "above": 30, "below": 20, "low": 0, "high": 10}}},\`,
    \`   "interventions": [{"kind": "scale-parameter", "parameter": "\${parameters[0]?.name ?? "name"}",\`,
    '                      "value": 0.5, "from": 10, "to": 20}]}',
    "  Levers are what the simulator reads; resources {low, high, default?, integer?, unit?, policy} stand beside it.",
    "  Policies, of either, in the steps to come:",
    "    constant {value}; schedule {entries: [{from, value}]}; weekday {values: seven, Monday first};",
    "    ramp {from, to, start, end};",
    '    threshold {watch, above, below, low, high, after?, least?}: high once it was above "above" in "after" steps in a',
    '      row, for "least" steps or more, until it is below "below";',
    "    order-up-to {watch, level, every}: what is missing to the level; reorder {watch, below, level, every}: the same",
    '      where no more than "below" is there, else 0;',
    '    rule {clauses: [{when: [{watch, is: "above" or "below", value}], value}], otherwise}',
    "  watch: {terms: [{output, weight?}], delay?, window?, underway?}: outputs as they stood at the end of the step",
    '    before, or "delay" steps earlier, as the mean of "window" rows; what the policy itself set in the newest',
    '    "underway" steps counts in addition. "output": "x" is short for one output as it stands.',
    "  Interventions:",
    "    set-parameter, scale-parameter {parameter, value, from, to};",
    "    set-input, scale-input, add-input {input, value, from, to};",
    "    set-lever, scale-lever, add-lever, cap-lever (at most) {lever, value, from, to}: of a lever or resource, on top",
    "      of its policy;",
    '    disable-module {module, from, to}; delay-module {module, by, from, to}: it works "by" steps behind;',
    '    cap-module {module, field, most, from, to}: it changes the number of the state by "most" a step, not more;',
    '    replace-module {module, changes: [{field, how: "set" or "add", value}], from, to}: this instead of it;',
    "    set-state, scale-state, add-state {field, value, at}: a number of the state, or the length of a list",
    '  "about" and "schema" are not looked at.'
  ];
}

// engine/simulator/kernel/samplers.ts
var { createRandom } = kernel;

// engine/simulator/kernel/streams.ts
function purposeOf(name) {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return hash >>> 0;
}

// engine/calibrate/streams.ts
function openRandom(seed, purpose, index) {
  const random = createRandom(1);
  random.open(0, seed, index, purposeOf(\`calibrate/\${purpose}\`), 0);
  return random.source;
}
function deriveSeed(seed, purpose, index) {
  return Math.floor(openRandom(seed, purpose, index).uniform() * 2 ** 53);
}

// engine/forecast/ensembles.ts
var PARTICLES = 100;
function takeDraws({ parameterSets, sets }, count, first = 0) {
  const width = parameterSets.length / sets;
  const order = evenOrder(sets);
  const parameters = new Float64Array(count * width);
  const taken = Uint32Array.from({ length: count }, (_, i) => order[(first + i) % sets]);
  taken.forEach((set, i) => {
    parameters.set(parameterSets.subarray(set * width, (set + 1) * width), i * width);
  });
  return { parameters, count, taken };
}
function evenOrder(count) {
  const bits = Math.ceil(Math.log2(count));
  const reversed = Array.from({ length: 2 ** bits }, (_, i) => {
    let number = 0;
    for (let bit = 0; bit < bits; bit++) if (i >> bit & 1) number |= 1 << bits - 1 - bit;
    return number;
  });
  return reversed.filter((number) => number < count);
}
function followersOf(particles) {
  return Math.max(PARTICLES, particles);
}

// engine/decide/evaluate/share-out.ts
var BLOCK = 10;

// engine/export/runtime/trajectory-request.ts
function trajectoryRequest(order) {
  const { episodes, parameters, runs, seed } = order;
  const { policies, resources, interventions, record } = order;
  const each = Math.ceil(runs / episodes.length);
  const replications = Math.ceil(each / order.sets);
  const sets = Math.ceil(each / replications);
  return {
    episodes,
    parameters: parameters.slice(0, parameters.length / order.sets * sets),
    sets,
    replications,
    mode: { kind: "rollout" },
    seed,
    streams: "independent",
    ...policies && { policies },
    ...resources && { resources },
    ...interventions && { interventions },
    ...record && { record }
  };
}

// engine/export/runtime/recorded-rows.ts
function requestOf(payload, episodes, parameterSets, { seed, runs }, policy) {
  return trajectoryRequest({
    episodes: episodes.map((episode) => expanded(episode, payload)),
    parameters: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
    seed,
    runs,
    ...policy && { ...policy, record: "all" }
  });
}
function expanded(episode, { outputs }) {
  const { id, steps, start, inputs, levers, dates } = episode;
  const observed = outputs.map(({ name }) => {
    const series = new Float64Array(steps + 1).fill(Number.NaN);
    series[0] = start[name] ?? Number.NaN;
    return [name, series];
  });
  return {
    id,
    steps,
    observed: Object.fromEntries(observed),
    inputs: typed(inputs),
    levers: typed(levers),
    ...dates && { dates }
  };
}
function typed(record) {
  return Object.fromEntries(
    Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)])
  );
}

// engine/score/quantiles.ts
function quantileOfSorted(sorted, level) {
  if (sorted.length === 0) return Number.NaN;
  const position = Math.min(1, Math.max(0, level)) * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  const share = position - below;
  return share === 0 || low === high ? low : low + share * (high - low);
}
function quantiles(values, levels) {
  const sorted = sortAscending(Float64Array.from(values).filter((value) => !Number.isNaN(value)));
  return levels.map((level) => quantileOfSorted(sorted, level));
}
function sortAscending(values) {
  if (values.length > 40) return values.sort();
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= 0 && values[j] > value) {
      values[j + 1] = values[j];
      j--;
    }
    values[j + 1] = value;
  }
  return values;
}

// engine/export/runtime/tables.ts
function countRows({ first = 0, steps }) {
  return steps + 1 - first;
}
function trajectoriesOf(payload, episodes, request, runs, values) {
  const { replications } = request;
  const episodeOf = (run) => episodes[Math.floor(run / replications) % episodes.length];
  return tableOf(columnsOf(payload, request), runs, episodeOf, values);
}
function columnsOf(payload, { record, resources = {} }) {
  const set = record === "all" ? [...namesOf(payload.levers), ...Object.keys(resources)] : [];
  return [...namesOf(payload.outputs), ...set];
}
function tableOf(columns, runs, episodeOf, values) {
  const starts = new Float64Array(runs);
  for (let run = 1; run < runs; run++) {
    starts[run] = starts[run - 1] + countRows(episodeOf(run - 1)) * columns.length;
  }
  return { values, runs, columns, episodeOf, startOf: (run) => starts[run] };
}
var LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
function* trajectoryLines(table, episodes) {
  const several = episodes.length > 1;
  const dated = episodes.some((episode) => episode.dates !== void 0);
  const { structureOf } = table;
  yield \`\${["run", ...structureOf ? ["structure"] : [], ...several ? ["episode"] : [], "row", ...dated ? ["date"] : [], ...table.columns.map(quoted)].join(",")}
\`;
  for (let run = 0; run < table.runs; run++) {
    const episode = table.episodeOf(run);
    let lines = "";
    const { first = 0 } = episode;
    for (let row = first; row <= episode.steps; row++) {
      const at2 = table.startOf(run) + (row - first) * table.columns.length;
      lines += \`\${[
        run + 1,
        ...structureOf ? [quoted(structureOf(run))] : [],
        ...several ? [quoted(episode.id)] : [],
        row,
        ...dated ? [episode.dates?.[row] ?? ""] : [],
        ...table.columns.map((_, column) => cell(table.values[at2 + column]))
      ].join(",")}
\`;
    }
    yield lines;
  }
}
function* summaryLines(table, episodes) {
  yield "episode,output,row,date,runs,q05,q25,q50,q75,q95";
  for (const episode of episodes) {
    const { first = 0 } = episode;
    const runs = [...Array(table.runs).keys()].filter((run) => table.episodeOf(run) === episode);
    for (const [column, name] of table.columns.entries()) {
      for (let row = first; row <= episode.steps; row++) {
        const at2 = (row - first) * table.columns.length + column;
        const members = runs.map((run) => table.values[table.startOf(run) + at2]).filter((value) => !Number.isNaN(value));
        const points = quantiles(members, LEVELS).map((value) => cell(rounded(value)));
        const place = [quoted(episode.id), quoted(name), row, episode.dates?.[row] ?? ""];
        yield [...place, members.length, ...points].join(",");
      }
    }
  }
}
function namesOf(items) {
  return items.map(({ name }) => name);
}
function cell(value) {
  return Number.isNaN(value) ? "" : Object.is(value, -0) ? "-0" : String(value);
}
function rounded(value) {
  return Number(value.toPrecision(6));
}
function quoted(text) {
  return /[",\\r\\n]/.test(text) ? \`"\${text.replace(/"/g, '""')}"\` : text;
}

// engine/export/runtime/rows-ahead.ts
function episodesAhead({ episodes }, { horizon, futures }) {
  return futures.map(({ origin, dates = [] }, k) => {
    const { id, dates: known2 } = at(episodes, k);
    const steps = origin + horizon;
    const all = known2 && [...known2, ...dates].slice(0, steps + 1);
    return { id, first: origin + 1, steps, ...all && { dates: all } };
  });
}
function partsAhead(payload, rows, futures, order) {
  const { parameterSets } = payload;
  const draws = {
    parameterSets: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length
  };
  return futures.flatMap((future, k) => {
    const own = at(rows, k);
    const runs = order.runs[k] ?? 0;
    if (runs === 0) return [];
    const { parameters, count } = takeDraws(draws, Math.ceil(runs / BLOCK));
    const request = {
      episodes: [goneOn(payload, future, own, k)],
      parameters,
      sets: count,
      replications: BLOCK,
      mode: {
        kind: "forecast",
        origin: future.origin,
        futures: future.paths.map(typed),
        particles: followersOf(BLOCK)
      },
      seed: deriveSeed(order.seed, "forecast", k),
      streams: "independent",
      ...changesOf2(order, own)
    };
    return [{ rows: own, request, runs }];
  });
}
function tableAhead(payload, parts, results) {
  const columns = columnsOf(payload, parts[0]?.request ?? {});
  const sizes = parts.map(({ rows, runs }) => runs * countRows(rows) * columns.length);
  const values = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  sizes.forEach((size, k) => {
    values.set(at(results, k).subarray(0, size), start);
    start += size;
  });
  const episodes = parts.flatMap(({ rows, runs }) => Array.from({ length: runs }, () => rows));
  return tableOf(columns, episodes.length, (run) => at(episodes, run), values);
}
function runsOfEpisodes(runs, episodes) {
  return Array.from(
    { length: episodes },
    (_, k) => Math.floor(runs / episodes) + (k < runs % episodes ? 1 : 0)
  );
}
function changesOf2({ fixed = [], policy }, { first = 0, steps }) {
  const set = fixed.map(
    ({ name, value }) => ({
      ...{ kind: "set-parameter", parameter: name, value },
      ...{ from: first, to: steps }
    })
  );
  if (policy === void 0) return { interventions: set };
  const interventions = [...set, ...policy.interventions];
  return { ...policy, interventions, record: "all" };
}
function goneOn({ outputs, episodes }, { known: known2, observed, inputs, levers }, { id, steps, dates }, k) {
  const recorded = at(episodes, k);
  const joined = (own, ahead) => typed(
    Object.fromEntries(
      Object.entries(own).map(([name, values]) => [
        name,
        [...values.slice(0, known2 + 1), ...ahead[name] ?? []]
      ])
    )
  );
  return {
    ...{ id, steps },
    observed: Object.fromEntries(
      outputs.map(({ name }) => {
        const series = new Float64Array(steps + 1).fill(Number.NaN);
        series.set(observed[name] ?? []);
        return [name, series];
      })
    ),
    inputs: joined(recorded.inputs, inputs),
    levers: joined(recorded.levers, levers),
    ...dates && { dates }
  };
}
function at(items, index) {
  const item = items[index];
  if (item === void 0) throw new Error(\`rows ahead: no episode \${index}\`);
  return item;
}

// engine/export/runtime/help.ts
function helpLines(payload, script) {
  const { parameters, inputs, levers, outputs, modules, state, episodes } = payload;
  const lines = [
    payload.title,
    "",
    \`node \${script} [options]\`,
    \`  --seed N              same seed, same numbers (default \${payload.seed})\`,
    \`  --runs N              number of trajectories (default \${payload.runs})\`,
    "  --set NAME=VALUE      fixes a parameter in all runs; may be repeated",
    "  --input FILE.csv      other inputs, levers and start row than the embedded ones",
    "  --policy FILE.json    how levers and resources are set, and what changes when; see below",
    ...aheadLines(payload),
    "  --out FILE.csv        every trajectory: run, row or date, outputs; with a policy also what was set",
    "  --selftest            computes the embedded check numbers again: ok, or exit code 1",
    "",
    "Prints the 5, 25, 50, 75 and 95 % points of each output and row as CSV.",
    "Exit codes: 0 done, 1 self-test failed or every run broke, 2 something in the call is wrong."
  ];
  section(lines, "Parameters", parameters, (item) => \`\${range(item)}\`);
  section(
    lines,
    "Inputs",
    inputs,
    ({ default: value }) => value === void 0 ? "needed in every row" : \`\${value} where missing\`
  );
  section(
    lines,
    "Levers",
    levers,
    (item) => \`\${item.low} to \${item.high}, default \${item.default}\`
  );
  section(lines, "Outputs", outputs, () => "");
  lines.push("", \`Modules: \${modules.join(", ")}\`, \`State: \${state.join(", ") || "none"}\`);
  lines.push(
    \`Embedded: \${payload.parameterSets.length} parameter sets, \${episodes.map(({ id, steps, dates }) => \`\${id} (\${dates?.[0] ?? "row 0"}, \${steps} steps)\`).join(", ")}\`,
    "",
    ...policyFileLines(payload)
  );
  return lines;
}
function aheadLines(payload) {
  const { ahead } = payload;
  if ("why" in ahead) return aheadHelp(ahead);
  return aheadHelp({ ...ahead, rows: episodesAhead(payload, ahead) });
}
function aheadHelp(ahead) {
  if ("why" in ahead) return [\`  --ahead               not possible here: \${ahead.why}\`];
  const { horizon, inputs, rows } = ahead;
  const place = rows.length === 1 ? \`, \${spanOf2(rows)}\` : "";
  return [
    \`  --ahead               the \${horizon} rows after the data\${place}, from the state at the last observed\`,
    "                        row; --set then holds from the first of them on. A policy file that speaks of",
    "                        these rows has them run without --ahead, too",
    ...inputs === "" ? [] : [\`                        Inputs ahead: \${inputs}\`]
  ];
}
function section(lines, title, items, note) {
  if (items.length === 0) return;
  lines.push("", title);
  for (const item of items) {
    const notes = [item.unit, note(item)].filter((part) => part !== "").join(", ");
    lines.push(\`  \${item.name}\${notes === "" ? "" : \` (\${notes})\`}  \${item.meaning}\`.trimEnd());
  }
}
function range({ low, high, values }) {
  if (values) return \`one of \${values.join(", ")}\`;
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return "any number";
  if (low === Number.NEGATIVE_INFINITY) return \`up to \${high}\`;
  return high === Number.POSITIVE_INFINITY ? \`from \${low}\` : \`\${low} to \${high}\`;
}

// engine/export/runtime/read-arguments.ts
var WITH_VALUE = ["seed", "runs", "set", "input", "policy", "out"];
var FLAGS = ["ahead", "selftest", "help"];
var LARGEST_RUNS = 1e6;
function readArguments(words, defaults, more = []) {
  const withValue = [...WITH_VALUE, ...more];
  const given = /* @__PURE__ */ new Map();
  const set = [];
  const flags = /* @__PURE__ */ new Set();
  for (let i = 0; i < words.length; i++) {
    const { name, value } = split(words[i], withValue);
    if (FLAGS.includes(name)) {
      if (value !== void 0)
        throw new UsageError(\`value: --\${name} takes none\`, \`Write --\${name}.\`);
      flags.add(name);
      continue;
    }
    if (!withValue.includes(name)) throw unknownOption(words[i], withValue);
    const text = value ?? words[++i];
    if (text === void 0 || value === void 0 && text.startsWith("--")) {
      throw new UsageError(
        \`missing value: --\${name}\`,
        \`Write --\${name} and its value, see --help.\`
      );
    }
    if (name === "set") set.push(assignment(text));
    else if (given.has(name)) throw new UsageError(\`given twice: --\${name}\`, "Give it once.");
    else given.set(name, text);
  }
  if (flags.has("ahead") && given.has("input"))
    throw new UsageError(
      "--ahead: with --input",
      "Rows ahead go on from the data in the script. Leave one of the two out."
    );
  const path = (name) => given.has(name) ? { [name]: given.get(name) } : {};
  return {
    seed: whole("seed", given.get("seed"), defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    runs: whole("runs", given.get("runs"), defaults.runs, 1, LARGEST_RUNS),
    set,
    ...path("input"),
    ...path("policy"),
    ...path("out"),
    ...path("structure"),
    ahead: flags.has("ahead"),
    selftest: flags.has("selftest"),
    help: flags.has("help")
  };
}
function split(word, withValue) {
  if (word === "-h") return { name: "help" };
  if (!word.startsWith("--")) throw unknownOption(word, withValue);
  const equals = word.indexOf("=");
  return equals < 0 ? { name: word.slice(2) } : { name: word.slice(2, equals), value: word.slice(equals + 1) };
}
function unknownOption(word, withValue) {
  const known2 = listed([...withValue, ...FLAGS].map((name) => \`--\${name}\`));
  return new UsageError(\`unknown option: \${word}\`, \`Options are \${known2}; --help explains them.\`);
}
function assignment(text) {
  const equals = text.indexOf("=");
  const value = equals < 0 ? void 0 : numberIn(text.slice(equals + 1));
  if (value === void 0) {
    throw new UsageError(\`--set: \${text}\`, "Write --set name=number, for example --set beta=0.4.");
  }
  return { name: text.slice(0, equals).trim(), value };
}
function whole(name, text, fallback, low, high) {
  if (text === void 0) return fallback;
  const value = numberIn(text);
  if (value === void 0 || !Number.isInteger(value) || value < low || value > high) {
    throw new UsageError(\`--\${name}: \${text}\`, \`Give a whole number from \${low} to \${high}.\`);
  }
  return value;
}

// engine/export/runtime/read-input.ts
function readInput(text, path, payload) {
  const [header, ...rows] = parseCsv(text, path);
  if (header === void 0 || rows.length < 2) {
    throw new UsageError(
      \`rows: \${path} has \${rows.length}\`,
      "It needs a line of column names, the start row and at least one row more."
    );
  }
  const names = header.map((cell2) => cell2.text.trim());
  const used = /* @__PURE__ */ new Set();
  const columnOf = ({ name, column }) => {
    const index = names.findIndex((own) => own === name || own === column);
    if (index >= 0) used.add(names[index]);
    return index;
  };
  const inputs = {};
  for (const input of payload.inputs) {
    const column = columnOf(input);
    if (column < 0 && input.default === void 0) throw missingColumn(input.name, names, path);
    inputs[input.name] = rows.map(
      (row) => column < 0 ? input.default : valueAt(row, column, names, path)
    );
  }
  const levers = {};
  for (const lever of payload.levers) {
    const column = columnOf(lever);
    if (column >= 0) levers[lever.name] = rows.map((row) => valueAt(row, column, names, path));
  }
  const start = {};
  for (const output of payload.outputs) {
    const column = columnOf(output);
    if (column >= 0) start[output.name] = valueAt(rows[0], column, names, path);
  }
  const dates = datesIn(rows, names, path);
  if (dates) used.add("date");
  const episode = {
    id: path,
    steps: rows.length - 1,
    start: Object.keys(start).length > 0 ? start : payload.episodes[0].start,
    inputs,
    levers,
    ...dates && { dates }
  };
  return { episode, unused: names.filter((name) => !used.has(name)) };
}
function missingColumn(name, names, path) {
  return new UsageError(
    \`missing column: \${name}\`,
    \`\${path} has \${listed(names)}; the simulator needs a value of \${name} in every row.\`
  );
}
function valueAt(row, column, names, path) {
  const { text, line } = row[column];
  if (/^\\s*(na|nan)?\\s*$/i.test(text)) return Number.NaN;
  const value = numberIn(text);
  if (value === void 0) {
    throw new UsageError(
      \`\${path}, line \${line}, \${names[column]}: \${text}\`,
      "Write a plain number (1234.5) or leave the cell empty where the value is missing."
    );
  }
  return value;
}
function datesIn(rows, names, path) {
  const column = names.indexOf("date");
  if (column < 0) return void 0;
  return rows.map((row) => {
    const { text, line } = row[column];
    const date = text.trim();
    if (!/^\\d{4}-\\d{2}-\\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
      throw new UsageError(\`\${path}, line \${line}, date: \${text}\`, "Write dates as 2020-03-27.");
    }
    return date;
  });
}
function parseCsv(text, path) {
  const source = text.replace(/^\\uFEFF/, "");
  const separator = separatorOf(source);
  const rows = [];
  let row = [];
  let cell2 = "";
  let quoted2 = false;
  let line = 1;
  let rowLine = 1;
  const endRow = () => {
    row.push({ text: cell2, line: rowLine });
    if (row.length > 1 || cell2.trim() !== "") rows.push(row);
    row = [];
    cell2 = "";
    rowLine = line + 1;
  };
  for (let i = 0; i < source.length; i++) {
    const letter = source[i];
    if (quoted2) {
      if (letter === "\\n") line++;
      if (letter !== '"') cell2 += letter;
      else if (source[i + 1] === '"') cell2 += source[++i];
      else quoted2 = false;
    } else if (letter === '"' && cell2 === "") quoted2 = true;
    else if (letter === separator) {
      row.push({ text: cell2, line: rowLine });
      cell2 = "";
    } else if (letter === "\\n") {
      endRow();
      line++;
    } else if (letter !== "\\r") cell2 += letter;
  }
  if (quoted2)
    throw new UsageError(\`\${path}, line \${rowLine}: open quote\`, 'Close it with another ".');
  endRow();
  checkWidths(rows, path);
  return rows;
}
function separatorOf(source) {
  const header = source.slice(0, source.search(/[\\r\\n]|$/));
  const count = (mark) => header.split(mark).length;
  return [",", ";", "	"].reduce((best, mark) => count(mark) > count(best) ? mark : best);
}
function checkWidths(rows, path) {
  const width = rows[0]?.length ?? 0;
  for (const row of rows) {
    if (row.length !== width) {
      throw new UsageError(
        \`\${path}, line \${row[0].line}: \${row.length} cells\`,
        \`The first line has \${width}; every line needs as many.\`
      );
    }
  }
}

// engine/export/runtime/run-rows.ts
function runRows(task, order) {
  switch (task.rows.kind) {
    case "recorded":
      return runRecorded(task, task.rows.episodes, order);
    case "ahead":
      return runAhead(task, task.rows.ahead, order);
    default:
      return task.rows;
  }
}
function runRecorded({ payload, driver, fixed, policy }, episodes, order) {
  const values = new Map(fixed.map(({ name, value }) => [name, value]));
  const sets = payload.parameterSets.map(
    (row) => row.map((drawn, index) => values.get(payload.parameters[index]?.name ?? "") ?? drawn)
  );
  const request = requestOf(payload, episodes, sets, order, policy);
  const result = driver.run(request, 0, order.runs);
  const table = trajectoriesOf(payload, episodes, request, order.runs, result.values);
  return { table, episodes, failures: result.failures };
}
function runAhead({ payload, driver, fixed, policy }, ahead, { seed, runs }) {
  const episodes = episodesAhead(payload, ahead);
  const parts = partsAhead(payload, episodes, ahead.futures, {
    ...{ seed, fixed, policy },
    runs: runsOfEpisodes(runs, episodes.length)
  });
  let before = 0;
  const failures = [];
  const results = parts.map((part) => {
    const result = driver.run(part.request, 0, part.runs);
    for (const failure of result.failures) failures.push({ ...failure, run: before + failure.run });
    before += part.runs;
    return result.values;
  });
  return { table: tableAhead(payload, parts, results), episodes, failures };
}

// engine/export/runtime/run-script.ts
function runScript(payload, driver, host) {
  return answering(host, () => obey(payload, driver, host, readArguments(host.arguments, payload)));
}
function answering(host, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.warn(\`error: \${error.message}\`);
    host.warn(error.hint);
    return 2;
  }
}
function obey(payload, driver, host, options) {
  if (options.help) {
    for (const line of helpLines(payload, host.scriptName)) host.print(line);
    return 0;
  }
  if (!options.selftest) return simulate(payload, driver, host, options);
  const { ahead, checks, episodes } = payload;
  const task = { payload, driver, fixed: [] };
  return selfTest(host, [
    {
      ...{ what: "", checks },
      compute: (order) => runRows({ ...task, rows: { kind: "recorded", episodes } }, order).table
    },
    ..."why" in ahead ? [] : [
      {
        ...{ what: ", rows ahead", checks: ahead.checks },
        compute: (order) => runRows({ ...task, rows: { kind: "ahead", ahead } }, order).table
      }
    ]
  ]);
}
function selfTest(host, tests) {
  let failed = false;
  for (const { what, checks, compute } of tests)
    for (const { seed, runs, hash } of checks) {
      const found = hashValues(compute({ seed, runs }).values);
      if (found !== hash) failed = true;
      const answer = found === hash ? "ok" : \`failed: \${found}, the studio had \${hash}\`;
      host.print(\`self-test\${what}, seed \${seed}, \${runs} runs: \${answer}\`);
    }
  if (!failed) return 0;
  host.warn(
    "The numbers differ from the studio. Either the file was changed, or this version of Node computes"
  );
  host.warn(
    "a mathematical function differently in the last digit: results are then alike, but not the same."
  );
  return 1;
}
function simulate(payload, driver, host, options) {
  const recorded = recordedOf(payload, host, options);
  const { ahead } = payload;
  const rowsAhead = "why" in ahead ? ahead : episodesAhead(payload, ahead);
  const { isAhead, policy } = chooseRows(options, host, payload, recorded, rowsAhead);
  const rows = isAhead && !("why" in ahead) ? { kind: "ahead", ahead } : { kind: "recorded", episodes: recorded };
  checkValues(payload, options.set, host);
  const run = runRows({ payload, driver, rows, fixed: options.set, policy }, options);
  return tell(run, host, options);
}
function tell({ table, episodes, failures }, host, { out }) {
  if (out !== void 0) {
    writing(out, () => host.writeText(out, trajectoryLines(table, episodes)));
  }
  for (const line of summaryLines(table, episodes)) host.print(line);
  if (failures.length === 0) return 0;
  const { run, step, module, reason, detail } = failures[0];
  host.warn(
    \`warning: \${failures.length} of \${table.runs} runs broke and have no values from then on; first run \${run + 1} at row \${step}, \${module}: \${reason}, \${detail}\`
  );
  return failures.length === table.runs ? 1 : 0;
}
function recordedOf(payload, host, options) {
  if (options.input === void 0) return payload.episodes;
  const path = options.input;
  const { episode, unused } = readInput(reading(path, host), path, payload);
  if (unused.length > 0) host.warn(\`note: columns not used: \${unused.join(", ")}\`);
  return [episode];
}
function checkValues(payload, set, host) {
  for (const { name, value } of set) {
    const parameter = payload.parameters.find((one) => one.name === name);
    if (parameter === void 0) throw unknownParameter(name, payload);
    const reason = outsidePrior(parameter, value);
    if (reason)
      host.warn(\`warning: \${name} = \${value} is \${reason}; the model was not made for it\`);
  }
}
function unknownParameter(name, { parameters, levers }) {
  const hint = levers.some((lever) => lever.name === name) ? \`\${name} is a lever: set it by --policy.\` : \`Parameters are \${listed(parameters.map((parameter) => parameter.name))}.\`;
  return new UsageError(\`unknown parameter: \${name}\`, hint);
}
function outsidePrior({ low, high, values, whole: whole2 }, value) {
  if (values && !values.includes(value)) return \`none of \${values.join(", ")}\`;
  if (value < low || value > high) return \`outside \${low} to \${high}\`;
  return whole2 && !Number.isInteger(value) ? "not a whole number" : void 0;
}
`;

/** The same for a script of several structures: the function runMixture. */
export const mixtureRuntimeSource = `// engine/export/runtime/usage-error.ts
var UsageError = class extends Error {
  hint;
  constructor(message, hint) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
};
function listed(names) {
  if (names.length === 0) return "none";
  return names.length === 1 ? names[0] : \`\${names.slice(0, -1).join(", ")} or \${names[names.length - 1]}\`;
}
function numberIn(text) {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : void 0;
}

// engine/export/runtime/policy-file/fields.ts
function fieldsOf(value, place) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(\`\${place}: \${JSON.stringify(value)}\`, "Write an object: { ... }.");
  }
  return value;
}
function listOf(fields, name, place, example) {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) {
    throw new UsageError(
      \`\${place}, \${name}: \${JSON.stringify(value)}\`,
      \`Write "\${name}": [\${example}, ...].\`
    );
  }
  return value;
}
function allowOnly(fields, names, place) {
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) {
      throw new UsageError(
        \`\${place}: unknown field "\${name}"\`,
        \`Fields here are \${listed(names)}.\`
      );
    }
  }
}
function kindOf(fields, kinds, place) {
  return choiceOf(fields, "kind", kinds, place, "Kinds");
}
function choiceOf(fields, name, choices, place, noun = "Choices") {
  const found = choices.find((choice) => choice === fields[name]);
  if (found !== void 0) return found;
  throw new UsageError(
    \`\${place}, \${name}: \${JSON.stringify(fields[name])}\`,
    \`\${noun} are \${listed(choices)}.\`
  );
}
function numberOf(fields, name, place, fallback) {
  const value = fields[name] ?? fallback;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new UsageError(\`\${place}, \${name}: \${JSON.stringify(value)}\`, "Give a number.");
  }
  return value;
}
function stepsOf(fields, name, place, least, fallback) {
  const value = numberOf(fields, name, place, fallback);
  if (!Number.isInteger(value) || value < least) {
    throw new UsageError(
      \`\${place}, \${name}: \${value}\`,
      \`Give a whole number of steps from \${least}.\`
    );
  }
  return value;
}
function inOrder(fields, [smaller, larger], place) {
  const [low = 0, high = 0] = [fields[smaller], fields[larger]];
  if (low > high) {
    throw new UsageError(\`\${place}, \${smaller}: \${low}\`, \`It must not exceed \${larger} (\${high}).\`);
  }
}
function rowOf(fields, name, place, { dates, later }) {
  const value = fields[name];
  if (typeof value === "string" && dates !== void 0) {
    const row = dates.indexOf(value);
    if (row >= 0) return row;
    const last = dates[dates.length - 1] ?? "";
    const help = later !== void 0 && value > last ? \` \${later}\` : "";
    throw new UsageError(
      \`\${place}, \${name}: \${value}\`,
      \`Dates run from \${dates[0]} to \${last}, written like these.\${help}\`
    );
  }
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    const way = dates === void 0 ? "" : \` or a date such as \${dates[0]}\`;
    throw new UsageError(
      \`\${place}, \${name}: \${JSON.stringify(value)}\`,
      \`Give the number of a row, 0 being the start row\${way}.\`
    );
  }
  return value;
}
function spanOf(fields, place, names) {
  const from = rowOf(fields, "from", place, names);
  const to = rowOf(fields, "to", place, names);
  if (to < from)
    throw new UsageError(\`\${place}, to: \${to}\`, \`It must not lie before from (\${from}).\`);
  return { from, to };
}
function nameOf(fields, field, candidates, place) {
  return known(field, fields[field], candidates, place);
}
function known(noun, name, candidates, place) {
  const found = candidates.find((candidate) => candidate.name === name);
  if (found) return found.name;
  throw new UsageError(
    \`\${place}, unknown \${noun}: \${typeof name === "string" ? name : JSON.stringify(name)}\`,
    \`It is one of: \${candidates.map((candidate) => candidate.name).join(", ") || "none declared"}.\`
  );
}
function namedAs(names) {
  return names.map((name) => ({ name }));
}

// engine/export/runtime/policy-file/read-intervention.ts
var KINDS = [
  "set-parameter",
  "scale-parameter",
  "set-input",
  "scale-input",
  "add-input",
  "set-lever",
  "scale-lever",
  "add-lever",
  "cap-lever",
  "disable-module",
  "delay-module",
  "cap-module",
  "replace-module",
  "set-state",
  "scale-state",
  "add-state"
];
function readIntervention(fields, place, names) {
  const only = (...own) => allowOnly(fields, ["kind", ...own], place);
  const span = () => spanOf(fields, place, names);
  const value = () => numberOf(fields, "value", place);
  const module = () => nameOf(fields, "module", namedAs(names.modules), place);
  const field = () => nameOf(fields, "field", namedAs(names.state), place);
  const kind = kindOf(fields, KINDS, place);
  switch (kind) {
    case "set-parameter":
    case "scale-parameter": {
      only("parameter", "value", "from", "to");
      const parameter = nameOf(fields, "parameter", names.parameters, place);
      return { kind, parameter, value: value(), ...span() };
    }
    case "set-input":
    case "scale-input":
    case "add-input":
      only("input", "value", "from", "to");
      return {
        kind,
        input: nameOf(fields, "input", names.inputs, place),
        value: value(),
        ...span()
      };
    case "set-lever":
    case "scale-lever":
    case "add-lever":
    case "cap-lever": {
      only("lever", "value", "from", "to");
      const lever = nameOf(fields, "lever", [...names.levers, ...names.resources], place);
      return { kind, lever, value: value(), ...span() };
    }
    case "disable-module":
      only("module", "from", "to");
      return { kind, module: module(), ...span() };
    case "delay-module":
      only("module", "by", "from", "to");
      return { kind, module: module(), by: stepsOf(fields, "by", place, 1), ...span() };
    case "cap-module": {
      only("module", "field", "most", "from", "to");
      const most = numberOf(fields, "most", place);
      if (most < 0) throw new UsageError(\`\${place}, most: \${most}\`, "Give a number from 0.");
      return { kind, module: module(), field: field(), most, ...span() };
    }
    case "replace-module":
      only("module", "changes", "from", "to");
      return { kind, module: module(), changes: changesOf(fields, place, names), ...span() };
    case "set-state":
    case "scale-state":
    case "add-state":
      only("field", "value", "at");
      return { kind, field: field(), value: value(), at: rowOf(fields, "at", place, names) };
    default:
      return kind;
  }
}
function changesOf(fields, place, names) {
  const example = '{"field": "x", "how": "add", "value": 1}';
  return listOf(fields, "changes", place, example).map((change, index) => {
    const at2 = \`\${place}, change \${index + 1}\`;
    const parts = fieldsOf(change, at2);
    allowOnly(parts, ["field", "how", "value"], at2);
    return {
      field: nameOf(parts, "field", namedAs(names.state), at2),
      how: choiceOf(parts, "how", ["set", "add"], at2),
      value: numberOf(parts, "value", at2)
    };
  });
}

// engine/export/runtime/policy-file/read-lever-policy.ts
var KINDS2 = [
  "constant",
  "schedule",
  "weekday",
  "ramp",
  "threshold",
  "order-up-to",
  "reorder",
  "rule"
];
function readLeverPolicy(fields, place, names) {
  const only = (...own) => allowOnly(fields, ["kind", ...own], place);
  const number = (name) => numberOf(fields, name, place);
  const kind = kindOf(fields, KINDS2, place);
  switch (kind) {
    case "constant":
      only("value");
      return { kind, value: number("value") };
    case "schedule":
      only("entries");
      return { kind, entries: scheduleEntries(fields, place, names) };
    case "weekday":
      only("values");
      return { kind, values: weekdayValues(fields.values, place) };
    case "ramp": {
      only("from", "to", "start", "end");
      const from = rowOf(fields, "from", place, names);
      const to = rowOf(fields, "to", place, names);
      inOrder({ from, to }, ["from", "to"], place);
      return { kind, from, to, start: number("start"), end: number("end") };
    }
    case "threshold": {
      only(...WATCH_FIELDS, "above", "below", "low", "high", "after", "least");
      const [above, below] = [number("above"), number("below")];
      inOrder({ below, above }, ["below", "above"], place);
      return {
        kind,
        watch: watchOf(fields, place, names),
        above,
        below,
        low: number("low"),
        high: number("high"),
        ...stepsWhereGiven(fields, ["after", "least"], place)
      };
    }
    case "order-up-to": {
      only(...WATCH_FIELDS, "level", "every");
      const every = stepsOf(fields, "every", place, 1);
      return { kind, watch: watchOf(fields, place, names), level: number("level"), every };
    }
    case "reorder": {
      only(...WATCH_FIELDS, "below", "level", "every");
      const every = stepsOf(fields, "every", place, 1);
      const [below, level] = [number("below"), number("level")];
      inOrder({ below, level }, ["below", "level"], place);
      return { kind, watch: watchOf(fields, place, names), below, level, every };
    }
    case "rule":
      only("clauses", "otherwise");
      return { kind, clauses: clausesOf(fields, place, names), otherwise: number("otherwise") };
    default:
      return kind;
  }
}
var WATCH_FIELDS = ["watch", "output"];
function watchOf(fields, place, names) {
  if (fields.watch === void 0) {
    const output = nameOf(fields, "output", names.outputs, place);
    return { terms: [{ output, weight: 1 }] };
  }
  if (fields.output !== void 0) {
    throw new UsageError(\`\${place}: both watch and output\`, "Write one of them.");
  }
  const at2 = \`\${place}, watch\`;
  const watch = fieldsOf(fields.watch, at2);
  allowOnly(watch, ["terms", "delay", "window", "underway"], at2);
  const terms = listOf(watch, "terms", at2, '{"output": "x", "weight": 1}').map((term, index) => {
    const own = \`\${at2}, term \${index + 1}\`;
    const parts = fieldsOf(term, own);
    allowOnly(parts, ["output", "weight"], own);
    return {
      output: nameOf(parts, "output", names.outputs, own),
      weight: numberOf(parts, "weight", own, 1)
    };
  });
  return {
    terms,
    ...stepsWhereGiven(watch, ["window"], at2),
    ...stepsWhereGiven(watch, ["delay", "underway"], at2, 0)
  };
}
function stepsWhereGiven(fields, names, place, least = 1) {
  const given = names.filter((name) => fields[name] !== void 0);
  return Object.fromEntries(given.map((name) => [name, stepsOf(fields, name, place, least)]));
}
function weekdayValues(value, place) {
  const isRight = Array.isArray(value) && value.length === 7 && value.every((one) => Number.isFinite(one));
  if (isRight) return value;
  throw new UsageError(
    \`\${place}, values: \${JSON.stringify(value)}\`,
    "Write seven numbers, Monday first."
  );
}
function scheduleEntries(fields, place, names) {
  const list = listOf(fields, "entries", place, '{"from": 10, "value": 6}');
  const entries = list.map((entry, index) => {
    const at2 = \`\${place}, entry \${index + 1}\`;
    const parts = fieldsOf(entry, at2);
    allowOnly(parts, ["from", "value"], at2);
    return { from: rowOf(parts, "from", at2, names), value: numberOf(parts, "value", at2) };
  });
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (before !== void 0 && entry.from < before.from) {
      throw new UsageError(
        \`\${place}, entry \${index + 1}, from: \${entry.from}\`,
        "List entries in order of time."
      );
    }
  });
  return entries;
}
function clausesOf(fields, place, names) {
  const example = '{"when": [{"output": "x", "is": "above", "value": 5}], "value": 6}';
  return listOf(fields, "clauses", place, example).map((clause, index) => {
    const at2 = \`\${place}, clause \${index + 1}\`;
    const parts = fieldsOf(clause, at2);
    allowOnly(parts, ["when", "value"], at2);
    const conditions = listOf(parts, "when", at2, '{"output": "x", "is": "above", "value": 5}');
    const when = conditions.map((condition, number) => {
      const own = \`\${at2}, condition \${number + 1}\`;
      const said = fieldsOf(condition, own);
      allowOnly(said, [...WATCH_FIELDS, "is", "value"], own);
      return {
        watch: watchOf(said, own, names),
        is: choiceOf(said, "is", ["above", "below"], own),
        value: numberOf(said, "value", own)
      };
    });
    return { when, value: numberOf(parts, "value", at2) };
  });
}

// engine/export/runtime/policy-file/read-resource.ts
function readResource(name, fields, place, names) {
  allowOnly(fields, ["low", "high", "default", "integer", "unit", "policy"], place);
  const taken = [...names.levers, ...names.outputs].some((other) => other.name === name);
  if (taken || name === "") {
    throw new UsageError(
      \`\${place}: name \${taken ? "of a lever or output" : "is empty"}\`,
      "Give the resource a name of its own."
    );
  }
  const low = numberOf(fields, "low", place);
  const high = numberOf(fields, "high", place);
  const usual = numberOf(fields, "default", place, low);
  inOrder({ low, high }, ["low", "high"], place);
  inOrder({ low, default: usual }, ["low", "default"], place);
  inOrder({ default: usual, high }, ["default", "high"], place);
  const { integer = false, unit = "" } = fields;
  if (typeof integer !== "boolean") {
    throw new UsageError(\`\${place}, integer: \${JSON.stringify(integer)}\`, "Write true or false.");
  }
  if (typeof unit !== "string") {
    throw new UsageError(\`\${place}, unit: \${JSON.stringify(unit)}\`, "Write a word in quotes.");
  }
  const at2 = \`\${place}, policy\`;
  const policy = readLeverPolicy(fieldsOf(fields.policy, at2), at2, names);
  return { low, high, default: usual, integer, policy };
}

// engine/export/runtime/policy-file/read-policy.ts
function readPolicy(text, path, names) {
  const file = fieldsOf(parseJson(text, path), path);
  allowOnly(file, ["levers", "resources", "interventions", "about", "schema"], path);
  if (file.schema !== void 0 && typeof file.schema !== "number") {
    throw new UsageError(\`\${path}, schema: \${JSON.stringify(file.schema)}\`, "Give a number.");
  }
  const policies = eachOf(file, "levers", path, (name, fields, place) => {
    known("lever", name, names.levers, \`\${path}, levers\`);
    return readLeverPolicy(fieldsOf(fields, place), place, names);
  });
  const resources = eachOf(
    file,
    "resources",
    path,
    (name, fields, place) => readResource(name, fieldsOf(fields, place), place, names)
  );
  const list = file.interventions ?? [];
  if (!Array.isArray(list)) {
    throw new UsageError(\`\${path}, interventions: not a list\`, 'Write "interventions": [ ... ].');
  }
  const all = { ...names, resources: namedAs(Object.keys(resources)) };
  const interventions = list.map((value, index) => {
    const place = \`\${path}, intervention \${index + 1}\`;
    return readIntervention(fieldsOf(value, place), place, all);
  });
  return { policies, resources, interventions };
}
function eachOf(file, field, path, read) {
  const entries = Object.entries(fieldsOf(file[field] ?? {}, \`\${path}, \${field}\`));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, read(name, value, \`\${path}, \${name}\`)])
  );
}
function parseJson(text, path) {
  try {
    return JSON.parse(text.replace(/^\\uFEFF/, ""));
  } catch (error) {
    throw new UsageError(
      \`policy file: \${path} is not JSON (\${error instanceof Error ? error.message : error})\`,
      'It must read like {"levers": {"order": {"kind": "constant", "value": 6}}, "interventions": []}.'
    );
  }
}

// engine/export/runtime/reading.ts
function reading(path, host) {
  try {
    return host.readText(path);
  } catch (error) {
    throw new UsageError(
      \`cannot read: \${path}\`,
      \`\${messageOf(error)}. Check the name and the folder.\`
    );
  }
}
function writing(path, write) {
  try {
    write();
  } catch (error) {
    throw new UsageError(\`cannot write: \${path}\`, \`\${messageOf(error)}. Choose another place.\`);
  }
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// engine/export/runtime/choose-rows.ts
var LATER = "For later ones write the script anew: gsim export --horizon ROWS.";
function chooseRows(options, host, names, recorded, ahead) {
  const { input, policy: path } = options;
  if (options.ahead) refuseAhead(ahead);
  if (path === void 0) return { isAhead: options.ahead, policy: void 0 };
  const text = reading(path, host);
  const readFor = (episodes) => (
    // Several episodes may have different days in the same row.
    readPolicy(text, path, {
      ...names,
      dates: episodes.length === 1 ? episodes[0]?.dates : void 0,
      ...input === void 0 && { later: LATER }
    })
  );
  if ("why" in ahead || input !== void 0) return { isAhead: false, policy: readFor(recorded) };
  if (options.ahead) return { isAhead: true, policy: readFor(ahead) };
  const policy = readWithin(readFor, recorded);
  if (policy !== void 0) return { isAhead: false, policy };
  const later = readFor(ahead);
  host.warn(\`note: \${path} speaks of rows after the data, so these are run: \${spanOf2(ahead)}\`);
  return { isAhead: true, policy: later };
}
function spanOf2([episode]) {
  if (episode === void 0) throw new Error("rows ahead: no episode");
  const { first = 0, steps, dates } = episode;
  return dates ? \`\${dates[first]} to \${dates[steps]}\` : \`row \${first} to \${steps}\`;
}
function refuseAhead(ahead) {
  if ("why" in ahead)
    throw new UsageError(
      \`--ahead: \${ahead.why}\`,
      "Leave it out to run the rows that the data have."
    );
}
function readWithin(readFor, recorded) {
  try {
    const policy = readFor(recorded);
    const last = Math.max(...recorded.map(({ steps }) => steps));
    const begins = beginsOf(policy);
    return begins.length > 0 && Math.min(...begins) > last ? void 0 : policy;
  } catch (error) {
    if (error instanceof UsageError) return void 0;
    throw error;
  }
}
function beginsOf({ policies, resources, interventions }) {
  const all = [...Object.values(policies), ...Object.values(resources).map(({ policy }) => policy)];
  return [
    ...all.flatMap(rowsNamed),
    ...interventions.map((one) => "at" in one ? one.at : one.from)
  ];
}
function rowsNamed(policy) {
  if (policy.kind === "schedule") return policy.entries.map(({ from }) => from);
  return policy.kind === "ramp" ? [policy.from] : [];
}

// engine/export/runtime/mixed-policy.ts
function allNames(structures) {
  return {
    levers: structures.flatMap(({ levers }) => levers),
    outputs: structures.flatMap(({ outputs }) => outputs),
    parameters: structures.flatMap(({ parameters }) => parameters),
    inputs: structures.flatMap(({ inputs }) => inputs),
    modules: [...new Set(structures.flatMap(({ modules }) => modules))],
    state: [...new Set(structures.flatMap(({ state }) => state))]
  };
}
function policyFor(file, payload) {
  const missing = [];
  const kept = (name, isKnown) => {
    if (!isKnown && !missing.includes(name)) missing.push(name);
    return isKnown;
  };
  const keptOf = (all, fits) => Object.fromEntries(Object.entries(all).filter(([name, one]) => kept(name, fits(name, one))));
  const policies = keptOf(
    file.policies,
    (name, policy) => has(payload.levers, name) && isReadable(policy, payload.outputs)
  );
  const resources = keptOf(
    file.resources,
    (name, { policy }) => !has(payload.levers, name) && !has(payload.outputs, name) && isReadable(policy, payload.outputs)
  );
  const interventions = file.interventions.filter((one) => {
    const lacking = lackingOf(one, payload, resources);
    return kept(lacking ?? "", lacking === void 0);
  });
  const own = { policies, resources, interventions };
  return { own, missing };
}
function isReadable(policy, outputs) {
  return watchesOf(policy).every(({ terms }) => terms.every(({ output }) => has(outputs, output)));
}
function watchesOf(policy) {
  if (policy.kind === "rule")
    return policy.clauses.flatMap(({ when }) => when.map(({ watch }) => watch));
  return "watch" in policy ? [policy.watch] : [];
}
function lackingOf(one, payload, resources) {
  if ("parameter" in one) return has(payload.parameters, one.parameter) ? void 0 : one.parameter;
  if ("input" in one) return has(payload.inputs, one.input) ? void 0 : one.input;
  if ("lever" in one)
    return has(payload.levers, one.lever) || Object.hasOwn(resources, one.lever) ? void 0 : one.lever;
  if ("module" in one && !payload.modules.includes(one.module)) return one.module;
  const fields = one.kind === "replace-module" ? one.changes.map(({ field }) => field) : [];
  if ("field" in one) fields.push(one.field);
  return fields.find((field) => !payload.state.includes(field));
}
function has(items, wanted) {
  return items.some(({ name }) => name === wanted);
}

// engine/calibrate/sbi/abc/weights.ts
function systematic(weights, count, uniform) {
  const total = weights.reduce((a, b) => a + b, 0);
  const drawn = new Uint32Array(count);
  let row = 0;
  let reached = weights[0] ?? 0;
  for (let i = 0; i < count; i++) {
    const level = (i + uniform) / count * total;
    while (reached <= level && row < weights.length - 1) {
      row += 1;
      reached += weights[row];
    }
    drawn[i] = row;
  }
  return drawn;
}

// engine/discover/mixture/mix-forecast.ts
function planMembers(weights, available, members, block = 1) {
  for (const count of [members, ...available]) {
    if (count % block !== 0) throw new Error(\`runs: \${count}, must be a multiple of \${block}\`);
  }
  const structureOfBlock = systematic(weights, members / block, 0.5);
  const structure = new Uint32Array(members);
  const member = new Uint32Array(members);
  const wanted = new Uint32Array(weights.length);
  for (const k of structureOfBlock) wanted[k] = (wanted[k] ?? 0) + 1;
  const used = new Uint32Array(weights.length);
  structureOfBlock.forEach((k, at2) => {
    const blocks = (available[k] ?? 0) / block;
    if (blocks === 0) throw new Error(\`runs of structure \${k}: none, but its weight is above 0\`);
    const order = used[k] ?? 0;
    used[k] = order + 1;
    const taken = Math.floor((order + 0.5) * blocks / (wanted[k] ?? 1));
    for (let i = 0; i < block; i++) {
      structure[at2 * block + i] = k;
      member[at2 * block + i] = taken * block + i;
    }
  });
  return { structure, member };
}

// engine/score/quantiles.ts
function quantileOfSorted(sorted, level) {
  if (sorted.length === 0) return Number.NaN;
  const position = Math.min(1, Math.max(0, level)) * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  const share = position - below;
  return share === 0 || low === high ? low : low + share * (high - low);
}
function quantiles(values, levels) {
  const sorted = sortAscending(Float64Array.from(values).filter((value) => !Number.isNaN(value)));
  return levels.map((level) => quantileOfSorted(sorted, level));
}
function sortAscending(values) {
  if (values.length > 40) return values.sort();
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= 0 && values[j] > value) {
      values[j + 1] = values[j];
      j--;
    }
    values[j + 1] = value;
  }
  return values;
}

// engine/export/runtime/tables.ts
function countRows({ first = 0, steps }) {
  return steps + 1 - first;
}
function trajectoriesOf(payload, episodes, request, runs, values) {
  const { replications } = request;
  const episodeOf = (run) => episodes[Math.floor(run / replications) % episodes.length];
  return tableOf(columnsOf(payload, request), runs, episodeOf, values);
}
function columnsOf(payload, { record, resources = {} }) {
  const set = record === "all" ? [...namesOf(payload.levers), ...Object.keys(resources)] : [];
  return [...namesOf(payload.outputs), ...set];
}
function tableOf(columns, runs, episodeOf, values) {
  const starts = new Float64Array(runs);
  for (let run = 1; run < runs; run++) {
    starts[run] = starts[run - 1] + countRows(episodeOf(run - 1)) * columns.length;
  }
  return { values, runs, columns, episodeOf, startOf: (run) => starts[run] };
}
var LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
function* trajectoryLines(table, episodes) {
  const several = episodes.length > 1;
  const dated = episodes.some((episode) => episode.dates !== void 0);
  const { structureOf } = table;
  yield \`\${["run", ...structureOf ? ["structure"] : [], ...several ? ["episode"] : [], "row", ...dated ? ["date"] : [], ...table.columns.map(quoted)].join(",")}
\`;
  for (let run = 0; run < table.runs; run++) {
    const episode = table.episodeOf(run);
    let lines = "";
    const { first = 0 } = episode;
    for (let row = first; row <= episode.steps; row++) {
      const at2 = table.startOf(run) + (row - first) * table.columns.length;
      lines += \`\${[
        run + 1,
        ...structureOf ? [quoted(structureOf(run))] : [],
        ...several ? [quoted(episode.id)] : [],
        row,
        ...dated ? [episode.dates?.[row] ?? ""] : [],
        ...table.columns.map((_, column) => cell(table.values[at2 + column]))
      ].join(",")}
\`;
    }
    yield lines;
  }
}
function* summaryLines(table, episodes) {
  yield "episode,output,row,date,runs,q05,q25,q50,q75,q95";
  for (const episode of episodes) {
    const { first = 0 } = episode;
    const runs = [...Array(table.runs).keys()].filter((run) => table.episodeOf(run) === episode);
    for (const [column, name] of table.columns.entries()) {
      for (let row = first; row <= episode.steps; row++) {
        const at2 = (row - first) * table.columns.length + column;
        const members = runs.map((run) => table.values[table.startOf(run) + at2]).filter((value) => !Number.isNaN(value));
        const points = quantiles(members, LEVELS).map((value) => cell(rounded(value)));
        const place = [quoted(episode.id), quoted(name), row, episode.dates?.[row] ?? ""];
        yield [...place, members.length, ...points].join(",");
      }
    }
  }
}
function namesOf(items) {
  return items.map(({ name }) => name);
}
function cell(value) {
  return Number.isNaN(value) ? "" : Object.is(value, -0) ? "-0" : String(value);
}
function rounded(value) {
  return Number(value.toPrecision(6));
}
function quoted(text) {
  return /[",\\r\\n]/.test(text) ? \`"\${text.replace(/"/g, '""')}"\` : text;
}

// engine/export/runtime/mixed-trajectories.ts
function runsOfStructures(weights, runs, episodes) {
  const each = Math.ceil(runs / episodes);
  const plan = planMembers(
    Float64Array.from(weights),
    weights.map(() => each),
    each
  );
  return weights.map((_, k) => episodes * plan.structure.filter((of) => of === k).length);
}
function commonOutputs(structures) {
  const names = structures.map(({ outputs }) => outputs.map(({ name }) => name));
  return (names[0] ?? []).filter((name) => names.every((own) => own.includes(name)));
}
function mixedColumns(structures, tables) {
  const outputs = structures.flatMap((structure) => structure.outputs.map(({ name }) => name));
  const set = tables.flatMap(({ columns }) => columns.filter((name) => !outputs.includes(name)));
  return [...commonOutputs(structures), ...new Set(set)];
}
function mixedTrajectories(parts, columns, episodes) {
  let count = 0;
  const runs = parts.flatMap((part) => {
    const places = columns.map((column) => part.table.columns.indexOf(column));
    return Array.from({ length: part.table.runs }, (_, run) => {
      const episode = episodes[part.episodes.indexOf(part.table.episodeOf(run))];
      if (episode === void 0) throw new Error("structures: not the same episodes");
      const start = count;
      count += countRows(episode) * columns.length;
      return { part, places, run, episode, start };
    });
  });
  const values = new Float64Array(count);
  for (const { part, places, run, episode, start } of runs) {
    const { table } = part;
    for (let row = 0; row < countRows(episode); row++) {
      const from = table.startOf(run) + row * table.columns.length;
      places.forEach((place, column) => {
        const value = place < 0 ? void 0 : table.values[from + place];
        values[start + row * columns.length + column] = value ?? Number.NaN;
      });
    }
  }
  const at2 = (run) => {
    const found = runs[run];
    if (found === void 0) throw new Error(\`run: no \${run}\`);
    return found;
  };
  return {
    values,
    runs: runs.length,
    columns,
    episodeOf: (run) => at2(run).episode,
    startOf: (run) => at2(run).start,
    structureOf: (run) => at2(run).part.name
  };
}

// engine/export/runtime/policy-file/policy-help.ts
function policyFileLines({
  levers,
  outputs,
  parameters
}) {
  const [lever] = levers;
  const output = outputs[0]?.name ?? "output";
  return [
    "Policy file: rows count from 0, the start row; dates may be written instead where the data have them.",
    \`  {"levers": {"\${lever?.name ?? "lever"}": {"kind": "constant", "value": \${lever?.default ?? 1}}},\`,
    '   "resources": {"reserve": {"low": 0, "high": 20, "integer": true, "policy": {"kind": "threshold",',
    \`                 "output": "\${output}", "above": 30, "below": 20, "low": 0, "high": 10}}},\`,
    \`   "interventions": [{"kind": "scale-parameter", "parameter": "\${parameters[0]?.name ?? "name"}",\`,
    '                      "value": 0.5, "from": 10, "to": 20}]}',
    "  Levers are what the simulator reads; resources {low, high, default?, integer?, unit?, policy} stand beside it.",
    "  Policies, of either, in the steps to come:",
    "    constant {value}; schedule {entries: [{from, value}]}; weekday {values: seven, Monday first};",
    "    ramp {from, to, start, end};",
    '    threshold {watch, above, below, low, high, after?, least?}: high once it was above "above" in "after" steps in a',
    '      row, for "least" steps or more, until it is below "below";',
    "    order-up-to {watch, level, every}: what is missing to the level; reorder {watch, below, level, every}: the same",
    '      where no more than "below" is there, else 0;',
    '    rule {clauses: [{when: [{watch, is: "above" or "below", value}], value}], otherwise}',
    "  watch: {terms: [{output, weight?}], delay?, window?, underway?}: outputs as they stood at the end of the step",
    '    before, or "delay" steps earlier, as the mean of "window" rows; what the policy itself set in the newest',
    '    "underway" steps counts in addition. "output": "x" is short for one output as it stands.',
    "  Interventions:",
    "    set-parameter, scale-parameter {parameter, value, from, to};",
    "    set-input, scale-input, add-input {input, value, from, to};",
    "    set-lever, scale-lever, add-lever, cap-lever (at most) {lever, value, from, to}: of a lever or resource, on top",
    "      of its policy;",
    '    disable-module {module, from, to}; delay-module {module, by, from, to}: it works "by" steps behind;',
    '    cap-module {module, field, most, from, to}: it changes the number of the state by "most" a step, not more;',
    '    replace-module {module, changes: [{field, how: "set" or "add", value}], from, to}: this instead of it;',
    "    set-state, scale-state, add-state {field, value, at}: a number of the state, or the length of a list",
    '  "about" and "schema" are not looked at.'
  ];
}

// engine/simulator/kernel/samplers.ts
var { createRandom } = kernel;

// engine/simulator/kernel/streams.ts
function purposeOf(name) {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return hash >>> 0;
}

// engine/calibrate/streams.ts
function openRandom(seed, purpose, index) {
  const random = createRandom(1);
  random.open(0, seed, index, purposeOf(\`calibrate/\${purpose}\`), 0);
  return random.source;
}
function deriveSeed(seed, purpose, index) {
  return Math.floor(openRandom(seed, purpose, index).uniform() * 2 ** 53);
}

// engine/forecast/ensembles.ts
var PARTICLES = 100;
function takeDraws({ parameterSets, sets }, count, first = 0) {
  const width = parameterSets.length / sets;
  const order = evenOrder(sets);
  const parameters = new Float64Array(count * width);
  const taken = Uint32Array.from({ length: count }, (_, i) => order[(first + i) % sets]);
  taken.forEach((set, i) => {
    parameters.set(parameterSets.subarray(set * width, (set + 1) * width), i * width);
  });
  return { parameters, count, taken };
}
function evenOrder(count) {
  const bits = Math.ceil(Math.log2(count));
  const reversed = Array.from({ length: 2 ** bits }, (_, i) => {
    let number = 0;
    for (let bit = 0; bit < bits; bit++) if (i >> bit & 1) number |= 1 << bits - 1 - bit;
    return number;
  });
  return reversed.filter((number) => number < count);
}
function followersOf(particles) {
  return Math.max(PARTICLES, particles);
}

// engine/decide/evaluate/share-out.ts
var BLOCK = 10;

// engine/export/runtime/trajectory-request.ts
function trajectoryRequest(order) {
  const { episodes, parameters, runs, seed } = order;
  const { policies, resources, interventions, record } = order;
  const each = Math.ceil(runs / episodes.length);
  const replications = Math.ceil(each / order.sets);
  const sets = Math.ceil(each / replications);
  return {
    episodes,
    parameters: parameters.slice(0, parameters.length / order.sets * sets),
    sets,
    replications,
    mode: { kind: "rollout" },
    seed,
    streams: "independent",
    ...policies && { policies },
    ...resources && { resources },
    ...interventions && { interventions },
    ...record && { record }
  };
}

// engine/export/runtime/recorded-rows.ts
function requestOf(payload, episodes, parameterSets, { seed, runs }, policy) {
  return trajectoryRequest({
    episodes: episodes.map((episode) => expanded(episode, payload)),
    parameters: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
    seed,
    runs,
    ...policy && { ...policy, record: "all" }
  });
}
function expanded(episode, { outputs }) {
  const { id, steps, start, inputs, levers, dates } = episode;
  const observed = outputs.map(({ name }) => {
    const series = new Float64Array(steps + 1).fill(Number.NaN);
    series[0] = start[name] ?? Number.NaN;
    return [name, series];
  });
  return {
    id,
    steps,
    observed: Object.fromEntries(observed),
    inputs: typed(inputs),
    levers: typed(levers),
    ...dates && { dates }
  };
}
function typed(record) {
  return Object.fromEntries(
    Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)])
  );
}

// engine/export/runtime/rows-ahead.ts
function episodesAhead({ episodes }, { horizon, futures }) {
  return futures.map(({ origin, dates = [] }, k) => {
    const { id, dates: known2 } = at(episodes, k);
    const steps = origin + horizon;
    const all = known2 && [...known2, ...dates].slice(0, steps + 1);
    return { id, first: origin + 1, steps, ...all && { dates: all } };
  });
}
function partsAhead(payload, rows, futures, order) {
  const { parameterSets } = payload;
  const draws = {
    parameterSets: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length
  };
  return futures.flatMap((future, k) => {
    const own = at(rows, k);
    const runs = order.runs[k] ?? 0;
    if (runs === 0) return [];
    const { parameters, count } = takeDraws(draws, Math.ceil(runs / BLOCK));
    const request = {
      episodes: [goneOn(payload, future, own, k)],
      parameters,
      sets: count,
      replications: BLOCK,
      mode: {
        kind: "forecast",
        origin: future.origin,
        futures: future.paths.map(typed),
        particles: followersOf(BLOCK)
      },
      seed: deriveSeed(order.seed, "forecast", k),
      streams: "independent",
      ...changesOf2(order, own)
    };
    return [{ rows: own, request, runs }];
  });
}
function tableAhead(payload, parts, results) {
  const columns = columnsOf(payload, parts[0]?.request ?? {});
  const sizes = parts.map(({ rows, runs }) => runs * countRows(rows) * columns.length);
  const values = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  sizes.forEach((size, k) => {
    values.set(at(results, k).subarray(0, size), start);
    start += size;
  });
  const episodes = parts.flatMap(({ rows, runs }) => Array.from({ length: runs }, () => rows));
  return tableOf(columns, episodes.length, (run) => at(episodes, run), values);
}
function runsOfEpisodes(runs, episodes) {
  return Array.from(
    { length: episodes },
    (_, k) => Math.floor(runs / episodes) + (k < runs % episodes ? 1 : 0)
  );
}
function changesOf2({ fixed = [], policy }, { first = 0, steps }) {
  const set = fixed.map(
    ({ name, value }) => ({
      ...{ kind: "set-parameter", parameter: name, value },
      ...{ from: first, to: steps }
    })
  );
  if (policy === void 0) return { interventions: set };
  const interventions = [...set, ...policy.interventions];
  return { ...policy, interventions, record: "all" };
}
function goneOn({ outputs, episodes }, { known: known2, observed, inputs, levers }, { id, steps, dates }, k) {
  const recorded = at(episodes, k);
  const joined = (own, ahead) => typed(
    Object.fromEntries(
      Object.entries(own).map(([name, values]) => [
        name,
        [...values.slice(0, known2 + 1), ...ahead[name] ?? []]
      ])
    )
  );
  return {
    ...{ id, steps },
    observed: Object.fromEntries(
      outputs.map(({ name }) => {
        const series = new Float64Array(steps + 1).fill(Number.NaN);
        series.set(observed[name] ?? []);
        return [name, series];
      })
    ),
    inputs: joined(recorded.inputs, inputs),
    levers: joined(recorded.levers, levers),
    ...dates && { dates }
  };
}
function at(items, index) {
  const item = items[index];
  if (item === void 0) throw new Error(\`rows ahead: no episode \${index}\`);
  return item;
}

// engine/export/runtime/help.ts
function helpLines(payload, script) {
  const { parameters, inputs, levers, outputs, modules, state, episodes } = payload;
  const lines = [
    payload.title,
    "",
    \`node \${script} [options]\`,
    \`  --seed N              same seed, same numbers (default \${payload.seed})\`,
    \`  --runs N              number of trajectories (default \${payload.runs})\`,
    "  --set NAME=VALUE      fixes a parameter in all runs; may be repeated",
    "  --input FILE.csv      other inputs, levers and start row than the embedded ones",
    "  --policy FILE.json    how levers and resources are set, and what changes when; see below",
    ...aheadLines(payload),
    "  --out FILE.csv        every trajectory: run, row or date, outputs; with a policy also what was set",
    "  --selftest            computes the embedded check numbers again: ok, or exit code 1",
    "",
    "Prints the 5, 25, 50, 75 and 95 % points of each output and row as CSV.",
    "Exit codes: 0 done, 1 self-test failed or every run broke, 2 something in the call is wrong."
  ];
  section(lines, "Parameters", parameters, (item) => \`\${range(item)}\`);
  section(
    lines,
    "Inputs",
    inputs,
    ({ default: value }) => value === void 0 ? "needed in every row" : \`\${value} where missing\`
  );
  section(
    lines,
    "Levers",
    levers,
    (item) => \`\${item.low} to \${item.high}, default \${item.default}\`
  );
  section(lines, "Outputs", outputs, () => "");
  lines.push("", \`Modules: \${modules.join(", ")}\`, \`State: \${state.join(", ") || "none"}\`);
  lines.push(
    \`Embedded: \${payload.parameterSets.length} parameter sets, \${episodes.map(({ id, steps, dates }) => \`\${id} (\${dates?.[0] ?? "row 0"}, \${steps} steps)\`).join(", ")}\`,
    "",
    ...policyFileLines(payload)
  );
  return lines;
}
function aheadLines(payload) {
  const { ahead } = payload;
  if ("why" in ahead) return aheadHelp(ahead);
  return aheadHelp({ ...ahead, rows: episodesAhead(payload, ahead) });
}
function aheadHelp(ahead) {
  if ("why" in ahead) return [\`  --ahead               not possible here: \${ahead.why}\`];
  const { horizon, inputs, rows } = ahead;
  const place = rows.length === 1 ? \`, \${spanOf2(rows)}\` : "";
  return [
    \`  --ahead               the \${horizon} rows after the data\${place}, from the state at the last observed\`,
    "                        row; --set then holds from the first of them on. A policy file that speaks of",
    "                        these rows has them run without --ahead, too",
    ...inputs === "" ? [] : [\`                        Inputs ahead: \${inputs}\`]
  ];
}
function section(lines, title, items, note) {
  if (items.length === 0) return;
  lines.push("", title);
  for (const item of items) {
    const notes = [item.unit, note(item)].filter((part) => part !== "").join(", ");
    lines.push(\`  \${item.name}\${notes === "" ? "" : \` (\${notes})\`}  \${item.meaning}\`.trimEnd());
  }
}
function range({ low, high, values }) {
  if (values) return \`one of \${values.join(", ")}\`;
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return "any number";
  if (low === Number.NEGATIVE_INFINITY) return \`up to \${high}\`;
  return high === Number.POSITIVE_INFINITY ? \`from \${low}\` : \`\${low} to \${high}\`;
}

// engine/export/runtime/mixture-help.ts
function mixtureHelpLines({ title, seed, runs, structures, ahead }, script) {
  const lines = [
    title,
    "",
    \`node \${script} [options]\`,
    \`  --seed N              same seed, same numbers (default \${seed})\`,
    \`  --runs N              number of trajectories of all structures together (default \${runs})\`,
    "  --structure NAME      this structure alone; its first letters will do",
    "  --set NAME=VALUE      fixes a parameter in the structures that have it; may be repeated",
    "  --input FILE.csv      other inputs, levers and start row than the embedded ones",
    "  --policy FILE.json    levers, resources and interventions, in the structures that have what they name",
    ...aheadLines2(structures, ahead),
    "  --out FILE.csv        every trajectory: run, structure, row or date, outputs; with a policy what was set",
    "  --selftest            computes the embedded check numbers again: ok, or exit code 1",
    "",
    "Structures explain the same data in different ways; each has its share of the runs, by its weight.",
    "Prints the 5, 25, 50, 75 and 95 % points of each output and row over all of them as CSV.",
    "Exit codes: 0 done, 1 self-test failed or every run broke, 2 something in the call is wrong.",
    "",
    "Structures (weight, 90 % range of the weight)"
  ];
  for (const { name, weight, low, high, payload } of structures) {
    const parameters = payload.parameters.map((parameter) => parameter.name).join(", ");
    const range2 = \`\${percent(weight)}, \${percent(low)} to \${percent(high)}\`;
    lines.push(\`  \${name} (\${range2})  \${payload.title}; parameters \${parameters}\`);
  }
  lines.push(
    "",
    \`Outputs: \${commonOutputs(structures.map(({ payload }) => payload)).join(", ")}\`,
    \`More of one: node \${script} --structure \${structures[0]?.name ?? "NAME"} --help\`
  );
  return lines;
}
function aheadLines2([first], ahead) {
  if ("why" in ahead) return aheadHelp(ahead);
  if (first === void 0 || "why" in first.payload.ahead) return [];
  const { payload } = first;
  return aheadHelp({ ...first.payload.ahead, rows: episodesAhead(payload, first.payload.ahead) });
}
function percent(share) {
  return \`\${Math.round(100 * share)} %\`;
}

// engine/export/runtime/read-arguments.ts
var WITH_VALUE = ["seed", "runs", "set", "input", "policy", "out"];
var FLAGS = ["ahead", "selftest", "help"];
var LARGEST_RUNS = 1e6;
function readArguments(words, defaults, more = []) {
  const withValue = [...WITH_VALUE, ...more];
  const given = /* @__PURE__ */ new Map();
  const set = [];
  const flags = /* @__PURE__ */ new Set();
  for (let i = 0; i < words.length; i++) {
    const { name, value } = split(words[i], withValue);
    if (FLAGS.includes(name)) {
      if (value !== void 0)
        throw new UsageError(\`value: --\${name} takes none\`, \`Write --\${name}.\`);
      flags.add(name);
      continue;
    }
    if (!withValue.includes(name)) throw unknownOption(words[i], withValue);
    const text = value ?? words[++i];
    if (text === void 0 || value === void 0 && text.startsWith("--")) {
      throw new UsageError(
        \`missing value: --\${name}\`,
        \`Write --\${name} and its value, see --help.\`
      );
    }
    if (name === "set") set.push(assignment(text));
    else if (given.has(name)) throw new UsageError(\`given twice: --\${name}\`, "Give it once.");
    else given.set(name, text);
  }
  if (flags.has("ahead") && given.has("input"))
    throw new UsageError(
      "--ahead: with --input",
      "Rows ahead go on from the data in the script. Leave one of the two out."
    );
  const path = (name) => given.has(name) ? { [name]: given.get(name) } : {};
  return {
    seed: whole("seed", given.get("seed"), defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    runs: whole("runs", given.get("runs"), defaults.runs, 1, LARGEST_RUNS),
    set,
    ...path("input"),
    ...path("policy"),
    ...path("out"),
    ...path("structure"),
    ahead: flags.has("ahead"),
    selftest: flags.has("selftest"),
    help: flags.has("help")
  };
}
function split(word, withValue) {
  if (word === "-h") return { name: "help" };
  if (!word.startsWith("--")) throw unknownOption(word, withValue);
  const equals = word.indexOf("=");
  return equals < 0 ? { name: word.slice(2) } : { name: word.slice(2, equals), value: word.slice(equals + 1) };
}
function unknownOption(word, withValue) {
  const known2 = listed([...withValue, ...FLAGS].map((name) => \`--\${name}\`));
  return new UsageError(\`unknown option: \${word}\`, \`Options are \${known2}; --help explains them.\`);
}
function assignment(text) {
  const equals = text.indexOf("=");
  const value = equals < 0 ? void 0 : numberIn(text.slice(equals + 1));
  if (value === void 0) {
    throw new UsageError(\`--set: \${text}\`, "Write --set name=number, for example --set beta=0.4.");
  }
  return { name: text.slice(0, equals).trim(), value };
}
function whole(name, text, fallback, low, high) {
  if (text === void 0) return fallback;
  const value = numberIn(text);
  if (value === void 0 || !Number.isInteger(value) || value < low || value > high) {
    throw new UsageError(\`--\${name}: \${text}\`, \`Give a whole number from \${low} to \${high}.\`);
  }
  return value;
}

// engine/export/runtime/read-input.ts
function readInput(text, path, payload) {
  const [header, ...rows] = parseCsv(text, path);
  if (header === void 0 || rows.length < 2) {
    throw new UsageError(
      \`rows: \${path} has \${rows.length}\`,
      "It needs a line of column names, the start row and at least one row more."
    );
  }
  const names = header.map((cell2) => cell2.text.trim());
  const used = /* @__PURE__ */ new Set();
  const columnOf = ({ name, column }) => {
    const index = names.findIndex((own) => own === name || own === column);
    if (index >= 0) used.add(names[index]);
    return index;
  };
  const inputs = {};
  for (const input of payload.inputs) {
    const column = columnOf(input);
    if (column < 0 && input.default === void 0) throw missingColumn(input.name, names, path);
    inputs[input.name] = rows.map(
      (row) => column < 0 ? input.default : valueAt(row, column, names, path)
    );
  }
  const levers = {};
  for (const lever of payload.levers) {
    const column = columnOf(lever);
    if (column >= 0) levers[lever.name] = rows.map((row) => valueAt(row, column, names, path));
  }
  const start = {};
  for (const output of payload.outputs) {
    const column = columnOf(output);
    if (column >= 0) start[output.name] = valueAt(rows[0], column, names, path);
  }
  const dates = datesIn(rows, names, path);
  if (dates) used.add("date");
  const episode = {
    id: path,
    steps: rows.length - 1,
    start: Object.keys(start).length > 0 ? start : payload.episodes[0].start,
    inputs,
    levers,
    ...dates && { dates }
  };
  return { episode, unused: names.filter((name) => !used.has(name)) };
}
function missingColumn(name, names, path) {
  return new UsageError(
    \`missing column: \${name}\`,
    \`\${path} has \${listed(names)}; the simulator needs a value of \${name} in every row.\`
  );
}
function valueAt(row, column, names, path) {
  const { text, line } = row[column];
  if (/^\\s*(na|nan)?\\s*$/i.test(text)) return Number.NaN;
  const value = numberIn(text);
  if (value === void 0) {
    throw new UsageError(
      \`\${path}, line \${line}, \${names[column]}: \${text}\`,
      "Write a plain number (1234.5) or leave the cell empty where the value is missing."
    );
  }
  return value;
}
function datesIn(rows, names, path) {
  const column = names.indexOf("date");
  if (column < 0) return void 0;
  return rows.map((row) => {
    const { text, line } = row[column];
    const date = text.trim();
    if (!/^\\d{4}-\\d{2}-\\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
      throw new UsageError(\`\${path}, line \${line}, date: \${text}\`, "Write dates as 2020-03-27.");
    }
    return date;
  });
}
function parseCsv(text, path) {
  const source = text.replace(/^\\uFEFF/, "");
  const separator = separatorOf(source);
  const rows = [];
  let row = [];
  let cell2 = "";
  let quoted2 = false;
  let line = 1;
  let rowLine = 1;
  const endRow = () => {
    row.push({ text: cell2, line: rowLine });
    if (row.length > 1 || cell2.trim() !== "") rows.push(row);
    row = [];
    cell2 = "";
    rowLine = line + 1;
  };
  for (let i = 0; i < source.length; i++) {
    const letter = source[i];
    if (quoted2) {
      if (letter === "\\n") line++;
      if (letter !== '"') cell2 += letter;
      else if (source[i + 1] === '"') cell2 += source[++i];
      else quoted2 = false;
    } else if (letter === '"' && cell2 === "") quoted2 = true;
    else if (letter === separator) {
      row.push({ text: cell2, line: rowLine });
      cell2 = "";
    } else if (letter === "\\n") {
      endRow();
      line++;
    } else if (letter !== "\\r") cell2 += letter;
  }
  if (quoted2)
    throw new UsageError(\`\${path}, line \${rowLine}: open quote\`, 'Close it with another ".');
  endRow();
  checkWidths(rows, path);
  return rows;
}
function separatorOf(source) {
  const header = source.slice(0, source.search(/[\\r\\n]|$/));
  const count = (mark) => header.split(mark).length;
  return [",", ";", "	"].reduce((best, mark) => count(mark) > count(best) ? mark : best);
}
function checkWidths(rows, path) {
  const width = rows[0]?.length ?? 0;
  for (const row of rows) {
    if (row.length !== width) {
      throw new UsageError(
        \`\${path}, line \${row[0].line}: \${row.length} cells\`,
        \`The first line has \${width}; every line needs as many.\`
      );
    }
  }
}

// engine/export/runtime/run-rows.ts
function runRows(task, order) {
  switch (task.rows.kind) {
    case "recorded":
      return runRecorded(task, task.rows.episodes, order);
    case "ahead":
      return runAhead(task, task.rows.ahead, order);
    default:
      return task.rows;
  }
}
function runRecorded({ payload, driver, fixed, policy }, episodes, order) {
  const values = new Map(fixed.map(({ name, value }) => [name, value]));
  const sets = payload.parameterSets.map(
    (row) => row.map((drawn, index) => values.get(payload.parameters[index]?.name ?? "") ?? drawn)
  );
  const request = requestOf(payload, episodes, sets, order, policy);
  const result = driver.run(request, 0, order.runs);
  const table = trajectoriesOf(payload, episodes, request, order.runs, result.values);
  return { table, episodes, failures: result.failures };
}
function runAhead({ payload, driver, fixed, policy }, ahead, { seed, runs }) {
  const episodes = episodesAhead(payload, ahead);
  const parts = partsAhead(payload, episodes, ahead.futures, {
    ...{ seed, fixed, policy },
    runs: runsOfEpisodes(runs, episodes.length)
  });
  let before = 0;
  const failures = [];
  const results = parts.map((part) => {
    const result = driver.run(part.request, 0, part.runs);
    for (const failure of result.failures) failures.push({ ...failure, run: before + failure.run });
    before += part.runs;
    return result.values;
  });
  return { table: tableAhead(payload, parts, results), episodes, failures };
}

// engine/export/runtime/hash-values.ts
function hashValues(values) {
  const view = new DataView(new ArrayBuffer(8));
  let one = 2166136261;
  let two = 84696351;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) view.setUint32(4, 2146959360, true);
    else view.setFloat64(0, value, true);
    if (Number.isNaN(value)) view.setUint32(0, 0, true);
    for (let byte = 0; byte < 8; byte++) {
      one = Math.imul(one ^ view.getUint8(byte), 16777619);
      two = Math.imul(two ^ view.getUint8(byte), 16777623);
    }
  }
  return [one, two].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

// engine/export/runtime/run-script.ts
function answering(host, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.warn(\`error: \${error.message}\`);
    host.warn(error.hint);
    return 2;
  }
}
function obey(payload, driver, host, options) {
  if (options.help) {
    for (const line of helpLines(payload, host.scriptName)) host.print(line);
    return 0;
  }
  if (!options.selftest) return simulate(payload, driver, host, options);
  const { ahead, checks, episodes } = payload;
  const task = { payload, driver, fixed: [] };
  return selfTest(host, [
    {
      ...{ what: "", checks },
      compute: (order) => runRows({ ...task, rows: { kind: "recorded", episodes } }, order).table
    },
    ..."why" in ahead ? [] : [
      {
        ...{ what: ", rows ahead", checks: ahead.checks },
        compute: (order) => runRows({ ...task, rows: { kind: "ahead", ahead } }, order).table
      }
    ]
  ]);
}
function selfTest(host, tests) {
  let failed = false;
  for (const { what, checks, compute } of tests)
    for (const { seed, runs, hash } of checks) {
      const found = hashValues(compute({ seed, runs }).values);
      if (found !== hash) failed = true;
      const answer = found === hash ? "ok" : \`failed: \${found}, the studio had \${hash}\`;
      host.print(\`self-test\${what}, seed \${seed}, \${runs} runs: \${answer}\`);
    }
  if (!failed) return 0;
  host.warn(
    "The numbers differ from the studio. Either the file was changed, or this version of Node computes"
  );
  host.warn(
    "a mathematical function differently in the last digit: results are then alike, but not the same."
  );
  return 1;
}
function simulate(payload, driver, host, options) {
  const recorded = recordedOf(payload, host, options);
  const { ahead } = payload;
  const rowsAhead2 = "why" in ahead ? ahead : episodesAhead(payload, ahead);
  const { isAhead, policy } = chooseRows(options, host, payload, recorded, rowsAhead2);
  const rows = isAhead && !("why" in ahead) ? { kind: "ahead", ahead } : { kind: "recorded", episodes: recorded };
  checkValues(payload, options.set, host);
  const run = runRows({ payload, driver, rows, fixed: options.set, policy }, options);
  return tell(run, host, options);
}
function tell({ table, episodes, failures }, host, { out }) {
  if (out !== void 0) {
    writing(out, () => host.writeText(out, trajectoryLines(table, episodes)));
  }
  for (const line of summaryLines(table, episodes)) host.print(line);
  if (failures.length === 0) return 0;
  const { run, step, module, reason, detail } = failures[0];
  host.warn(
    \`warning: \${failures.length} of \${table.runs} runs broke and have no values from then on; first run \${run + 1} at row \${step}, \${module}: \${reason}, \${detail}\`
  );
  return failures.length === table.runs ? 1 : 0;
}
function recordedOf(payload, host, options) {
  if (options.input === void 0) return payload.episodes;
  const path = options.input;
  const { episode, unused } = readInput(reading(path, host), path, payload);
  if (unused.length > 0) host.warn(\`note: columns not used: \${unused.join(", ")}\`);
  return [episode];
}
function checkValues(payload, set, host) {
  for (const { name, value } of set) {
    const parameter = payload.parameters.find((one) => one.name === name);
    if (parameter === void 0) throw unknownParameter(name, payload);
    const reason = outsidePrior(parameter, value);
    if (reason)
      host.warn(\`warning: \${name} = \${value} is \${reason}; the model was not made for it\`);
  }
}
function unknownParameter(name, { parameters, levers }) {
  const hint = levers.some((lever) => lever.name === name) ? \`\${name} is a lever: set it by --policy.\` : \`Parameters are \${listed(parameters.map((parameter) => parameter.name))}.\`;
  return new UsageError(\`unknown parameter: \${name}\`, hint);
}
function outsidePrior({ low, high, values, whole: whole2 }, value) {
  if (values && !values.includes(value)) return \`none of \${values.join(", ")}\`;
  if (value < low || value > high) return \`outside \${low} to \${high}\`;
  return whole2 && !Number.isInteger(value) ? "not a whole number" : void 0;
}

// engine/export/runtime/run-mixture.ts
function runMixture(payload, drivers, host) {
  return answering(host, () => {
    const options = readArguments(host.arguments, payload, ["structure"]);
    if (options.structure !== void 0) {
      const { payload: own, driver } = named(withDrivers(payload, drivers), options.structure);
      return obey(own, driver, host, options);
    }
    if (options.help) {
      for (const line of mixtureHelpLines(payload, host.scriptName)) host.print(line);
      return 0;
    }
    const structures = withDrivers(payload, drivers);
    if (!options.selftest) return simulate2(payload, structures, saidOnce(host), options);
    return selfTest(host, selfTestsOf(payload, structures));
  });
}
function selfTestsOf({ checks, ahead }, structures) {
  const of = (isAhead) => (order) => {
    const tasks = structures.map((structure) => ({
      ...{ ...structure, fixed: [] },
      rows: isAhead ? rowsAhead(structure) : recordedRows(structure)
    }));
    return runAll(tasks, order).table;
  };
  return [
    { what: "", checks, compute: of(false) },
    ..."why" in ahead ? [] : [{ what: ", rows ahead", checks: ahead.checks, compute: of(true) }]
  ];
}
function withDrivers({ structures }, drivers) {
  return structures.map((structure, k) => {
    const driver = drivers[k];
    if (driver === void 0) throw new Error(\`structure: no program of \${structure.name}\`);
    return { ...structure, driver };
  });
}
function named(structures, wanted) {
  const exact = structures.filter(({ name }) => name === wanted);
  const alike = structures.filter(({ name }) => name.startsWith(wanted));
  const [found, other] = exact.length > 0 ? exact : alike;
  if (found !== void 0 && other === void 0) return found;
  throw new UsageError(
    \`\${found === void 0 ? "unknown structure" : "several structures"}: \${wanted}\`,
    \`Structures are \${listed(structures.map(({ name }) => name))}.\`
  );
}
function recordedRows({ payload: { episodes } }) {
  return { kind: "recorded", episodes };
}
function rowsAhead({ name, payload: { ahead } }) {
  if ("why" in ahead) throw new Error(\`rows ahead: none of \${name}\`);
  return { kind: "ahead", ahead };
}
function simulate2({ ahead }, structures, host, options) {
  refuseUnknown(structures, options.set);
  const own = recordedOf2(structures, host, options);
  const names = allNames(structures.map(({ payload }) => payload));
  const [first] = structures;
  const [recorded = []] = own.map(({ episodes }) => episodes);
  const later = "why" in ahead || first === void 0 ? { why: "why" in ahead ? ahead.why : "there is no structure" } : episodesAhead(first.payload, rowsAhead(first).ahead);
  const { isAhead, policy } = chooseRows(options, host, names, recorded, later);
  const tasks = own.map(
    ({ structure, episodes }) => ({
      ...structure,
      rows: isAhead ? rowsAhead(structure) : { kind: "recorded", episodes },
      fixed: fixedOf(structure, options.set, host),
      ...policy && { policy: ownPolicy(structure, policy, host) }
    })
  );
  return tell(runAll(tasks, options), host, options);
}
function runAll(tasks, { seed, runs }) {
  const payloads = tasks.map(({ payload }) => payload);
  const weights = tasks.map(({ weight }) => weight);
  const counts = runsOfStructures(weights, runs, payloads[0]?.episodes.length ?? 1);
  const parts = [];
  const failures = [];
  let before = 0;
  for (const [k, task] of tasks.entries()) {
    const count = counts[k] ?? 0;
    if (count === 0) continue;
    const made = runRows(task, { seed, runs: count });
    parts.push({ name: task.name, ...made });
    for (const failure of made.failures) failures.push({ ...failure, run: before + failure.run });
    before += count;
  }
  const columns = mixedColumns(
    payloads,
    parts.map(({ table }) => table)
  );
  const [episodes = []] = parts.map((part) => part.episodes);
  return { table: mixedTrajectories(parts, columns, episodes), episodes, failures };
}
function recordedOf2(structures, host, { input }) {
  if (input === void 0)
    return structures.map((structure) => ({ structure, episodes: structure.payload.episodes }));
  const text = reading(input, host);
  const read = structures.map((structure) => ({
    structure,
    ...readInput(text, input, structure.payload)
  }));
  const [unused = []] = read.map((own) => own.unused);
  const byNone = unused.filter((name) => read.every((own) => own.unused.includes(name)));
  if (byNone.length > 0) host.warn(\`note: columns not used: \${byNone.join(", ")}\`);
  return read.map(({ structure, episode }) => ({ structure, episodes: [episode] }));
}
function refuseUnknown(structures, set) {
  const all = structures.flatMap(({ payload }) => payload.parameters.map(({ name }) => name));
  const unknown = set.find(({ name }) => !all.includes(name));
  if (unknown === void 0) return;
  const isLever = structures.some(
    ({ payload }) => payload.levers.some(({ name }) => name === unknown.name)
  );
  throw new UsageError(
    \`unknown parameter: \${unknown.name}\`,
    isLever ? \`\${unknown.name} is a lever: set it by --policy.\` : \`Parameters are \${listed([...new Set(all)])}.\`
  );
}
function fixedOf({ name, payload }, set, host) {
  const names = payload.parameters.map((parameter) => parameter.name);
  for (const one of set) {
    if (!names.includes(one.name)) host.warn(\`note: \${name} has no parameter \${one.name}\`);
  }
  const fixed = set.filter((one) => names.includes(one.name));
  checkValues(payload, fixed, host);
  return fixed;
}
function ownPolicy({ name, payload }, policy, host) {
  const { own, missing } = policyFor(policy, payload);
  if (missing.length > 0) host.warn(\`note: \${name} cannot follow the policy of \${listed(missing)}\`);
  return own;
}
function saidOnce(host) {
  const said = /* @__PURE__ */ new Set();
  return {
    ...host,
    warn: (line) => {
      if (!said.has(line)) host.warn(line);
      said.add(line);
    }
  };
}
`;
