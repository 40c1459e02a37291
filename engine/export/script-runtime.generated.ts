// Made by scripts/generate-script-runtime.ts from engine/export/runtime. Do not edit: npm run generate.

/** JavaScript declarations (Node 18), among them the function runScript. */
export const scriptRuntimeSource = `// engine/export/runtime/hash-values.ts
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

// engine/export/runtime/help.ts
function helpLines(payload, script) {
  const { parameters, inputs, levers, outputs, modules, episodes } = payload;
  const example = parameters[0];
  const lines = [
    payload.title,
    "",
    \`node \${script} [options]\`,
    \`  --seed N              same seed, same numbers (default \${payload.seed})\`,
    \`  --runs N              number of trajectories (default \${payload.runs})\`,
    "  --set NAME=VALUE      fixes a parameter in all runs; may be repeated",
    "  --input FILE.csv      other inputs, levers and start row than the embedded ones",
    "  --policy FILE.json    levers and interventions, see below",
    "  --out FILE.csv        every trajectory: run, row or date, outputs",
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
  lines.push("", \`Modules: \${modules.join(", ")}\`);
  lines.push(
    \`Embedded: \${payload.parameterSets.length} parameter sets, \${episodes.map(({ id, steps, dates }) => \`\${id} (\${dates?.[0] ?? "row 0"}, \${steps} steps)\`).join(", ")}\`,
    "",
    "Policy file: rows count from 0, the start row; dates may be written instead where the data have them.",
    \`  {"levers": {"\${levers[0]?.name ?? "lever"}": {"kind": "constant", "value": \${levers[0]?.default ?? 1}}},\`,
    \`   "interventions": [{"kind": "scale-parameter", "parameter": "\${example?.name ?? "name"}",\`,
    '                      "value": 0.5, "from": 10, "to": 20}]}',
    "  levers: constant {value}; schedule {entries: [{from, value}]}; threshold {output, above, below, low, high};",
    "          order-up-to {output, level, every}",
    "  interventions: set-parameter, scale-parameter {parameter, value, from, to}; disable-module {module, from, to}"
  );
  return lines;
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

// engine/export/runtime/usage-error.ts
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

// engine/export/runtime/read-arguments.ts
var WITH_VALUE = ["seed", "runs", "set", "input", "policy", "out"];
var FLAGS = ["selftest", "help"];
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
  const path = (name) => given.has(name) ? { [name]: given.get(name) } : {};
  return {
    seed: whole("seed", given.get("seed"), defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    runs: whole("runs", given.get("runs"), defaults.runs, 1, LARGEST_RUNS),
    set,
    ...path("input"),
    ...path("policy"),
    ...path("out"),
    ...path("structure"),
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

// engine/export/runtime/read-policy.ts
function readPolicy(text, path, names) {
  const file = fieldsOf(parseJson(text, path), path);
  allowOnly(file, ["levers", "interventions"], path);
  const levers = fieldsOf(file.levers ?? {}, \`\${path}, levers\`);
  const policies = {};
  for (const [name, value] of Object.entries(levers)) {
    known("lever", name, names.levers, \`\${path}, levers\`);
    policies[name] = leverPolicy(fieldsOf(value, \`\${path}, \${name}\`), \`\${path}, \${name}\`, names);
  }
  const list = file.interventions ?? [];
  if (!Array.isArray(list)) {
    throw new UsageError(\`\${path}, interventions: not a list\`, 'Write "interventions": [ ... ].');
  }
  const interventions = list.map((value, index) => {
    const place = \`\${path}, intervention \${index + 1}\`;
    return intervention(fieldsOf(value, place), place, names);
  });
  return { policies, interventions };
}
function leverPolicy(fields, place, names) {
  switch (fields.kind) {
    case "constant":
      allowOnly(fields, ["kind", "value"], place);
      return { kind: "constant", value: numberOf(fields, "value", place) };
    case "schedule":
      allowOnly(fields, ["kind", "entries"], place);
      return { kind: "schedule", entries: scheduleEntries(fields.entries, place, names) };
    case "threshold": {
      allowOnly(fields, ["kind", "output", "above", "below", "low", "high"], place);
      const above = numberOf(fields, "above", place);
      const below = numberOf(fields, "below", place);
      if (below > above) {
        throw new UsageError(\`\${place}, below: \${below}\`, \`It must not exceed above (\${above}).\`);
      }
      return {
        kind: "threshold",
        watch: { terms: [{ output: nameOf(fields, "output", names.outputs, place), weight: 1 }] },
        above,
        below,
        low: numberOf(fields, "low", place),
        high: numberOf(fields, "high", place)
      };
    }
    case "order-up-to": {
      allowOnly(fields, ["kind", "output", "level", "every"], place);
      const every = numberOf(fields, "every", place);
      if (!Number.isInteger(every) || every < 1) {
        throw new UsageError(\`\${place}, every: \${every}\`, "Give a whole number of steps from 1.");
      }
      return {
        kind: "order-up-to",
        watch: { terms: [{ output: nameOf(fields, "output", names.outputs, place), weight: 1 }] },
        level: numberOf(fields, "level", place),
        every
      };
    }
    default:
      throw unknownKind(fields, ["constant", "schedule", "threshold", "order-up-to"], place);
  }
}
function scheduleEntries(value, place, names) {
  if (!Array.isArray(value) || value.length === 0) {
    throw new UsageError(
      \`\${place}, entries: \${JSON.stringify(value)}\`,
      'Write "entries": [{"from": 10, "value": 6}, ...].'
    );
  }
  const entries = value.map((entry, index) => {
    const at = \`\${place}, entry \${index + 1}\`;
    const fields = fieldsOf(entry, at);
    allowOnly(fields, ["from", "value"], at);
    return { from: rowOf(fields, "from", at, names), value: numberOf(fields, "value", at) };
  });
  entries.forEach((entry, index) => {
    if (index > 0 && entry.from < entries[index - 1].from) {
      throw new UsageError(
        \`\${place}, entry \${index + 1}, from: \${entry.from}\`,
        "List entries in order of time."
      );
    }
  });
  return entries;
}
function intervention(fields, place, names) {
  const span = () => {
    const from = rowOf(fields, "from", place, names);
    const to = rowOf(fields, "to", place, names);
    if (to < from)
      throw new UsageError(\`\${place}, to: \${to}\`, \`It must not lie before from (\${from}).\`);
    return { from, to };
  };
  switch (fields.kind) {
    case "set-parameter":
    case "scale-parameter":
      allowOnly(fields, ["kind", "parameter", "value", "from", "to"], place);
      return {
        kind: fields.kind,
        parameter: nameOf(fields, "parameter", names.parameters, place),
        value: numberOf(fields, "value", place),
        ...span()
      };
    case "disable-module": {
      allowOnly(fields, ["kind", "module", "from", "to"], place);
      const modules = names.modules.map((name) => ({ name }));
      return {
        kind: "disable-module",
        module: nameOf(fields, "module", modules, place),
        ...span()
      };
    }
    default:
      throw unknownKind(fields, ["set-parameter", "scale-parameter", "disable-module"], place);
  }
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
function fieldsOf(value, place) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(\`\${place}: \${JSON.stringify(value)}\`, "Write an object: { ... }.");
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
function unknownKind(fields, kinds, place) {
  return new UsageError(
    \`\${place}, kind: \${JSON.stringify(fields.kind)}\`,
    \`Kinds are \${listed(kinds)}.\`
  );
}
function numberOf(fields, name, place) {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new UsageError(\`\${place}, \${name}: \${JSON.stringify(value)}\`, "Give a number.");
  }
  return value;
}
function rowOf(fields, name, place, { dates }) {
  const value = fields[name];
  if (typeof value === "string" && dates !== void 0) {
    const row = dates.indexOf(value);
    if (row >= 0) return row;
    throw new UsageError(
      \`\${place}, \${name}: \${value}\`,
      \`Dates run from \${dates[0]} to \${dates[dates.length - 1]}, written like these.\`
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
function trajectoriesOf(payload, episodes, { replications }, runs, values) {
  const outputs = payload.outputs.map((output) => output.name);
  const episodeOf = (run) => episodes[Math.floor(run / replications) % episodes.length];
  const starts = new Float64Array(runs);
  for (let run = 1; run < runs; run++) {
    starts[run] = starts[run - 1] + (episodeOf(run - 1).steps + 1) * outputs.length;
  }
  return { values, runs, outputs, episodeOf, startOf: (run) => starts[run] };
}
var LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
function* trajectoryLines(table, episodes) {
  const several = episodes.length > 1;
  const dated = episodes.some((episode) => episode.dates !== void 0);
  const { structureOf } = table;
  yield \`\${["run", ...structureOf ? ["structure"] : [], ...several ? ["episode"] : [], "row", ...dated ? ["date"] : [], ...table.outputs].join(",")}
\`;
  for (let run = 0; run < table.runs; run++) {
    const episode = table.episodeOf(run);
    let lines = "";
    for (let row = 0; row <= episode.steps; row++) {
      const at = table.startOf(run) + row * table.outputs.length;
      lines += \`\${[
        run + 1,
        ...structureOf ? [quoted(structureOf(run))] : [],
        ...several ? [quoted(episode.id)] : [],
        row,
        ...dated ? [episode.dates?.[row] ?? ""] : [],
        ...table.outputs.map((_, output) => cell(table.values[at + output]))
      ].join(",")}
\`;
    }
    yield lines;
  }
}
function* summaryLines(table, episodes) {
  yield "episode,output,row,date,runs,q05,q25,q50,q75,q95";
  for (const episode of episodes) {
    const runs = [...Array(table.runs).keys()].filter((run) => table.episodeOf(run) === episode);
    for (let output = 0; output < table.outputs.length; output++) {
      for (let row = 0; row <= episode.steps; row++) {
        const members = runs.map((run) => table.values[table.startOf(run) + row * table.outputs.length + output]).filter((value) => !Number.isNaN(value));
        const points = quantiles(members, LEVELS).map((value) => cell(rounded(value)));
        const place = [quoted(episode.id), table.outputs[output], row, episode.dates?.[row] ?? ""];
        yield [...place, members.length, ...points].join(",");
      }
    }
  }
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

// engine/export/runtime/trajectory-request.ts
function trajectoryRequest(order) {
  const { episodes, parameters, runs, seed, policies, interventions } = order;
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
    ...interventions && { interventions }
  };
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
  return selfTest(payload.checks, host, (order) => {
    const request = requestOf(payload, payload.episodes, payload.parameterSets, order);
    return driver.run(request, 0, order.runs).values;
  });
}
function selfTest(checks, host, compute) {
  let failed = false;
  for (const { seed, runs, hash } of checks) {
    const found = hashValues(compute({ seed, runs }));
    if (found !== hash) failed = true;
    const answer = found === hash ? "ok" : \`failed: \${found}, the studio had \${hash}\`;
    host.print(\`self-test, seed \${seed}, \${runs} runs: \${answer}\`);
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
  const episodes = episodesOf(payload, host, options);
  const policy = policyOf(payload, host, options, episodes);
  const sets = withValues(payload, options.set, host);
  const request = requestOf(payload, episodes, sets, options, policy);
  const { values, failures } = driver.run(request, 0, options.runs);
  const table = trajectoriesOf(payload, episodes, request, options.runs, values);
  return tell(table, episodes, failures, host, options);
}
function tell(table, episodes, failures, host, { out }) {
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
function episodesOf(payload, host, options) {
  if (options.input === void 0) return payload.episodes;
  const path = options.input;
  const { episode, unused } = readInput(reading(path, host), path, payload);
  if (unused.length > 0) host.warn(\`note: columns not used: \${unused.join(", ")}\`);
  return [episode];
}
function policyOf(payload, host, options, episodes) {
  if (options.policy === void 0) return void 0;
  const dates = episodes.length === 1 ? episodes[0].dates : void 0;
  return readPolicy(reading(options.policy, host), options.policy, { ...payload, dates });
}
function withValues(payload, set, host) {
  const names = payload.parameters.map((parameter) => parameter.name);
  const values = /* @__PURE__ */ new Map();
  for (const { name, value } of set) {
    const index = names.indexOf(name);
    if (index < 0) throw unknownParameter(name, payload);
    const reason = outsidePrior(payload.parameters[index], value);
    if (reason)
      host.warn(\`warning: \${name} = \${value} is \${reason}; the model was not made for it\`);
    values.set(index, value);
  }
  return payload.parameterSets.map((row) => row.map((value, index) => values.get(index) ?? value));
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
function requestOf(payload, episodes, parameterSets, { seed, runs }, policy) {
  return trajectoryRequest({
    episodes: episodes.map((episode) => expanded(episode, payload)),
    parameters: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
    seed,
    runs,
    ...policy
  });
}
function expanded(episode, { outputs }) {
  const { id, steps, start, inputs, levers, dates } = episode;
  const observed = outputs.map(({ name }) => {
    const series = new Float64Array(steps + 1).fill(Number.NaN);
    series[0] = start[name] ?? Number.NaN;
    return [name, series];
  });
  const typed = (record) => Object.fromEntries(
    Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)])
  );
  return {
    id,
    steps,
    observed: Object.fromEntries(observed),
    inputs: typed(inputs),
    levers: typed(levers),
    ...dates && { dates }
  };
}
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
`;

/** The same for a script of several structures: the function runMixture. */
export const mixtureRuntimeSource = `// engine/export/runtime/mixed-policy.ts
function allNames(structures) {
  return {
    levers: structures.flatMap(({ levers }) => levers),
    outputs: structures.flatMap(({ outputs }) => outputs),
    parameters: structures.flatMap(({ parameters }) => parameters),
    modules: [...new Set(structures.flatMap(({ modules }) => modules))]
  };
}
function policyFor({ policies, interventions }, payload) {
  const missing = [];
  const kept = (name, isKnown) => {
    if (!isKnown && !missing.includes(name)) missing.push(name);
    return isKnown;
  };
  const own = {
    policies: Object.fromEntries(
      Object.entries(policies).filter(
        ([name, policy]) => kept(name, has(payload.levers, name) && readable(policy, payload.outputs))
      )
    ),
    interventions: interventions.filter((one) => kept(targetOf(one), applies(one, payload)))
  };
  return { own, missing };
}
function readable(policy, outputs) {
  return !("watch" in policy) || policy.watch.terms.every(({ output }) => has(outputs, output));
}
function targetOf(one) {
  if ("module" in one) return one.module;
  if ("parameter" in one) return one.parameter;
  return "input" in one ? one.input : one.field;
}
function applies(one, { modules, parameters }) {
  if ("module" in one) return modules.includes(one.module);
  return !("parameter" in one) || has(parameters, one.parameter);
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
  structureOfBlock.forEach((k, at) => {
    const blocks = (available[k] ?? 0) / block;
    if (blocks === 0) throw new Error(\`runs of structure \${k}: none, but its weight is above 0\`);
    const order = used[k] ?? 0;
    used[k] = order + 1;
    const taken = Math.floor((order + 0.5) * blocks / (wanted[k] ?? 1));
    for (let i = 0; i < block; i++) {
      structure[at * block + i] = k;
      member[at * block + i] = taken * block + i;
    }
  });
  return { structure, member };
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
function mixedTrajectories(parts, outputs, episodes) {
  let count = 0;
  const runs = parts.flatMap((part) => {
    const columns = outputs.map((output) => part.table.outputs.indexOf(output));
    return Array.from({ length: part.table.runs }, (_, run) => {
      const episode = episodes[part.episodes.indexOf(part.table.episodeOf(run))];
      if (episode === void 0) throw new Error("structures: not the same episodes");
      const start = count;
      count += (episode.steps + 1) * outputs.length;
      return { part, columns, run, episode, start };
    });
  });
  const values = new Float64Array(count);
  for (const { part, columns, run, episode, start } of runs) {
    const { table } = part;
    for (let row = 0; row <= episode.steps; row++) {
      const from = table.startOf(run) + row * table.outputs.length;
      columns.forEach((column, output) => {
        const value = table.values[from + column];
        values[start + row * outputs.length + output] = value ?? Number.NaN;
      });
    }
  }
  const at = (run) => {
    const found = runs[run];
    if (found === void 0) throw new Error(\`run: no \${run}\`);
    return found;
  };
  return {
    values,
    runs: runs.length,
    outputs,
    episodeOf: (run) => at(run).episode,
    startOf: (run) => at(run).start,
    structureOf: (run) => at(run).part.name
  };
}

// engine/export/runtime/mixture-help.ts
function mixtureHelpLines({ title, seed, runs, structures }, script) {
  const lines = [
    title,
    "",
    \`node \${script} [options]\`,
    \`  --seed N              same seed, same numbers (default \${seed})\`,
    \`  --runs N              number of trajectories of all structures together (default \${runs})\`,
    "  --structure NAME      this structure alone; its first letters will do",
    "  --set NAME=VALUE      fixes a parameter in the structures that have it; may be repeated",
    "  --input FILE.csv      other inputs, levers and start row than the embedded ones",
    "  --policy FILE.json    levers and interventions, in the structures that have them",
    "  --out FILE.csv        every trajectory: run, structure, row or date, outputs",
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
function percent(share) {
  return \`\${Math.round(100 * share)} %\`;
}

// engine/export/runtime/usage-error.ts
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

// engine/export/runtime/read-arguments.ts
var WITH_VALUE = ["seed", "runs", "set", "input", "policy", "out"];
var FLAGS = ["selftest", "help"];
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
  const path = (name) => given.has(name) ? { [name]: given.get(name) } : {};
  return {
    seed: whole("seed", given.get("seed"), defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    runs: whole("runs", given.get("runs"), defaults.runs, 1, LARGEST_RUNS),
    set,
    ...path("input"),
    ...path("policy"),
    ...path("out"),
    ...path("structure"),
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

// engine/export/runtime/read-policy.ts
function readPolicy(text, path, names) {
  const file = fieldsOf(parseJson(text, path), path);
  allowOnly(file, ["levers", "interventions"], path);
  const levers = fieldsOf(file.levers ?? {}, \`\${path}, levers\`);
  const policies = {};
  for (const [name, value] of Object.entries(levers)) {
    known("lever", name, names.levers, \`\${path}, levers\`);
    policies[name] = leverPolicy(fieldsOf(value, \`\${path}, \${name}\`), \`\${path}, \${name}\`, names);
  }
  const list = file.interventions ?? [];
  if (!Array.isArray(list)) {
    throw new UsageError(\`\${path}, interventions: not a list\`, 'Write "interventions": [ ... ].');
  }
  const interventions = list.map((value, index) => {
    const place = \`\${path}, intervention \${index + 1}\`;
    return intervention(fieldsOf(value, place), place, names);
  });
  return { policies, interventions };
}
function leverPolicy(fields, place, names) {
  switch (fields.kind) {
    case "constant":
      allowOnly(fields, ["kind", "value"], place);
      return { kind: "constant", value: numberOf(fields, "value", place) };
    case "schedule":
      allowOnly(fields, ["kind", "entries"], place);
      return { kind: "schedule", entries: scheduleEntries(fields.entries, place, names) };
    case "threshold": {
      allowOnly(fields, ["kind", "output", "above", "below", "low", "high"], place);
      const above = numberOf(fields, "above", place);
      const below = numberOf(fields, "below", place);
      if (below > above) {
        throw new UsageError(\`\${place}, below: \${below}\`, \`It must not exceed above (\${above}).\`);
      }
      return {
        kind: "threshold",
        watch: { terms: [{ output: nameOf(fields, "output", names.outputs, place), weight: 1 }] },
        above,
        below,
        low: numberOf(fields, "low", place),
        high: numberOf(fields, "high", place)
      };
    }
    case "order-up-to": {
      allowOnly(fields, ["kind", "output", "level", "every"], place);
      const every = numberOf(fields, "every", place);
      if (!Number.isInteger(every) || every < 1) {
        throw new UsageError(\`\${place}, every: \${every}\`, "Give a whole number of steps from 1.");
      }
      return {
        kind: "order-up-to",
        watch: { terms: [{ output: nameOf(fields, "output", names.outputs, place), weight: 1 }] },
        level: numberOf(fields, "level", place),
        every
      };
    }
    default:
      throw unknownKind(fields, ["constant", "schedule", "threshold", "order-up-to"], place);
  }
}
function scheduleEntries(value, place, names) {
  if (!Array.isArray(value) || value.length === 0) {
    throw new UsageError(
      \`\${place}, entries: \${JSON.stringify(value)}\`,
      'Write "entries": [{"from": 10, "value": 6}, ...].'
    );
  }
  const entries = value.map((entry, index) => {
    const at = \`\${place}, entry \${index + 1}\`;
    const fields = fieldsOf(entry, at);
    allowOnly(fields, ["from", "value"], at);
    return { from: rowOf(fields, "from", at, names), value: numberOf(fields, "value", at) };
  });
  entries.forEach((entry, index) => {
    if (index > 0 && entry.from < entries[index - 1].from) {
      throw new UsageError(
        \`\${place}, entry \${index + 1}, from: \${entry.from}\`,
        "List entries in order of time."
      );
    }
  });
  return entries;
}
function intervention(fields, place, names) {
  const span = () => {
    const from = rowOf(fields, "from", place, names);
    const to = rowOf(fields, "to", place, names);
    if (to < from)
      throw new UsageError(\`\${place}, to: \${to}\`, \`It must not lie before from (\${from}).\`);
    return { from, to };
  };
  switch (fields.kind) {
    case "set-parameter":
    case "scale-parameter":
      allowOnly(fields, ["kind", "parameter", "value", "from", "to"], place);
      return {
        kind: fields.kind,
        parameter: nameOf(fields, "parameter", names.parameters, place),
        value: numberOf(fields, "value", place),
        ...span()
      };
    case "disable-module": {
      allowOnly(fields, ["kind", "module", "from", "to"], place);
      const modules = names.modules.map((name) => ({ name }));
      return {
        kind: "disable-module",
        module: nameOf(fields, "module", modules, place),
        ...span()
      };
    }
    default:
      throw unknownKind(fields, ["set-parameter", "scale-parameter", "disable-module"], place);
  }
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
function fieldsOf(value, place) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(\`\${place}: \${JSON.stringify(value)}\`, "Write an object: { ... }.");
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
function unknownKind(fields, kinds, place) {
  return new UsageError(
    \`\${place}, kind: \${JSON.stringify(fields.kind)}\`,
    \`Kinds are \${listed(kinds)}.\`
  );
}
function numberOf(fields, name, place) {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new UsageError(\`\${place}, \${name}: \${JSON.stringify(value)}\`, "Give a number.");
  }
  return value;
}
function rowOf(fields, name, place, { dates }) {
  const value = fields[name];
  if (typeof value === "string" && dates !== void 0) {
    const row = dates.indexOf(value);
    if (row >= 0) return row;
    throw new UsageError(
      \`\${place}, \${name}: \${value}\`,
      \`Dates run from \${dates[0]} to \${dates[dates.length - 1]}, written like these.\`
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

// engine/export/runtime/help.ts
function helpLines(payload, script) {
  const { parameters, inputs, levers, outputs, modules, episodes } = payload;
  const example = parameters[0];
  const lines = [
    payload.title,
    "",
    \`node \${script} [options]\`,
    \`  --seed N              same seed, same numbers (default \${payload.seed})\`,
    \`  --runs N              number of trajectories (default \${payload.runs})\`,
    "  --set NAME=VALUE      fixes a parameter in all runs; may be repeated",
    "  --input FILE.csv      other inputs, levers and start row than the embedded ones",
    "  --policy FILE.json    levers and interventions, see below",
    "  --out FILE.csv        every trajectory: run, row or date, outputs",
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
  lines.push("", \`Modules: \${modules.join(", ")}\`);
  lines.push(
    \`Embedded: \${payload.parameterSets.length} parameter sets, \${episodes.map(({ id, steps, dates }) => \`\${id} (\${dates?.[0] ?? "row 0"}, \${steps} steps)\`).join(", ")}\`,
    "",
    "Policy file: rows count from 0, the start row; dates may be written instead where the data have them.",
    \`  {"levers": {"\${levers[0]?.name ?? "lever"}": {"kind": "constant", "value": \${levers[0]?.default ?? 1}}},\`,
    \`   "interventions": [{"kind": "scale-parameter", "parameter": "\${example?.name ?? "name"}",\`,
    '                      "value": 0.5, "from": 10, "to": 20}]}',
    "  levers: constant {value}; schedule {entries: [{from, value}]}; threshold {output, above, below, low, high};",
    "          order-up-to {output, level, every}",
    "  interventions: set-parameter, scale-parameter {parameter, value, from, to}; disable-module {module, from, to}"
  );
  return lines;
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
function trajectoriesOf(payload, episodes, { replications }, runs, values) {
  const outputs = payload.outputs.map((output) => output.name);
  const episodeOf = (run) => episodes[Math.floor(run / replications) % episodes.length];
  const starts = new Float64Array(runs);
  for (let run = 1; run < runs; run++) {
    starts[run] = starts[run - 1] + (episodeOf(run - 1).steps + 1) * outputs.length;
  }
  return { values, runs, outputs, episodeOf, startOf: (run) => starts[run] };
}
var LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
function* trajectoryLines(table, episodes) {
  const several = episodes.length > 1;
  const dated = episodes.some((episode) => episode.dates !== void 0);
  const { structureOf } = table;
  yield \`\${["run", ...structureOf ? ["structure"] : [], ...several ? ["episode"] : [], "row", ...dated ? ["date"] : [], ...table.outputs].join(",")}
\`;
  for (let run = 0; run < table.runs; run++) {
    const episode = table.episodeOf(run);
    let lines = "";
    for (let row = 0; row <= episode.steps; row++) {
      const at = table.startOf(run) + row * table.outputs.length;
      lines += \`\${[
        run + 1,
        ...structureOf ? [quoted(structureOf(run))] : [],
        ...several ? [quoted(episode.id)] : [],
        row,
        ...dated ? [episode.dates?.[row] ?? ""] : [],
        ...table.outputs.map((_, output) => cell(table.values[at + output]))
      ].join(",")}
\`;
    }
    yield lines;
  }
}
function* summaryLines(table, episodes) {
  yield "episode,output,row,date,runs,q05,q25,q50,q75,q95";
  for (const episode of episodes) {
    const runs = [...Array(table.runs).keys()].filter((run) => table.episodeOf(run) === episode);
    for (let output = 0; output < table.outputs.length; output++) {
      for (let row = 0; row <= episode.steps; row++) {
        const members = runs.map((run) => table.values[table.startOf(run) + row * table.outputs.length + output]).filter((value) => !Number.isNaN(value));
        const points = quantiles(members, LEVELS).map((value) => cell(rounded(value)));
        const place = [quoted(episode.id), table.outputs[output], row, episode.dates?.[row] ?? ""];
        yield [...place, members.length, ...points].join(",");
      }
    }
  }
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

// engine/export/runtime/trajectory-request.ts
function trajectoryRequest(order) {
  const { episodes, parameters, runs, seed, policies, interventions } = order;
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
    ...interventions && { interventions }
  };
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
  return selfTest(payload.checks, host, (order) => {
    const request = requestOf(payload, payload.episodes, payload.parameterSets, order);
    return driver.run(request, 0, order.runs).values;
  });
}
function selfTest(checks, host, compute) {
  let failed = false;
  for (const { seed, runs, hash } of checks) {
    const found = hashValues(compute({ seed, runs }));
    if (found !== hash) failed = true;
    const answer = found === hash ? "ok" : \`failed: \${found}, the studio had \${hash}\`;
    host.print(\`self-test, seed \${seed}, \${runs} runs: \${answer}\`);
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
  const episodes = episodesOf(payload, host, options);
  const policy = policyOf(payload, host, options, episodes);
  const sets = withValues(payload, options.set, host);
  const request = requestOf(payload, episodes, sets, options, policy);
  const { values, failures } = driver.run(request, 0, options.runs);
  const table = trajectoriesOf(payload, episodes, request, options.runs, values);
  return tell(table, episodes, failures, host, options);
}
function tell(table, episodes, failures, host, { out }) {
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
function episodesOf(payload, host, options) {
  if (options.input === void 0) return payload.episodes;
  const path = options.input;
  const { episode, unused } = readInput(reading(path, host), path, payload);
  if (unused.length > 0) host.warn(\`note: columns not used: \${unused.join(", ")}\`);
  return [episode];
}
function policyOf(payload, host, options, episodes) {
  if (options.policy === void 0) return void 0;
  const dates = episodes.length === 1 ? episodes[0].dates : void 0;
  return readPolicy(reading(options.policy, host), options.policy, { ...payload, dates });
}
function withValues(payload, set, host) {
  const names = payload.parameters.map((parameter) => parameter.name);
  const values = /* @__PURE__ */ new Map();
  for (const { name, value } of set) {
    const index = names.indexOf(name);
    if (index < 0) throw unknownParameter(name, payload);
    const reason = outsidePrior(payload.parameters[index], value);
    if (reason)
      host.warn(\`warning: \${name} = \${value} is \${reason}; the model was not made for it\`);
    values.set(index, value);
  }
  return payload.parameterSets.map((row) => row.map((value, index) => values.get(index) ?? value));
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
function requestOf(payload, episodes, parameterSets, { seed, runs }, policy) {
  return trajectoryRequest({
    episodes: episodes.map((episode) => expanded(episode, payload)),
    parameters: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
    seed,
    runs,
    ...policy
  });
}
function expanded(episode, { outputs }) {
  const { id, steps, start, inputs, levers, dates } = episode;
  const observed = outputs.map(({ name }) => {
    const series = new Float64Array(steps + 1).fill(Number.NaN);
    series[0] = start[name] ?? Number.NaN;
    return [name, series];
  });
  const typed = (record) => Object.fromEntries(
    Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)])
  );
  return {
    id,
    steps,
    observed: Object.fromEntries(observed),
    inputs: typed(inputs),
    levers: typed(levers),
    ...dates && { dates }
  };
}
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
    if (!options.selftest) return simulate2(structures, saidOnce(host), options);
    const tasks = structures.map((structure) => ({ structure, ...structure.payload }));
    return selfTest(payload.checks, host, (order) => runAll(tasks, order).table.values);
  });
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
function simulate2(structures, host, options) {
  refuseUnknown(structures, options.set);
  const own = withEpisodes(structures, host, options);
  const [episodes = []] = own.map((one) => one.episodes);
  const policy = policyOf2(structures, host, options, episodes);
  const tasks = own.map(
    (one) => ({
      ...one,
      parameterSets: setsOf(one.structure, options.set, host),
      ...policy && { policy: ownPolicy(one.structure, policy, host) }
    })
  );
  const { table, failures } = runAll(tasks, options);
  return tell(table, episodes, failures, host, options);
}
function runAll(tasks, { seed, runs }) {
  const [episodes = []] = tasks.map((task) => task.episodes);
  const weights = tasks.map(({ structure }) => structure.weight);
  const counts = runsOfStructures(weights, runs, episodes.length);
  const parts = [];
  const failures = [];
  let before = 0;
  for (const [k, { structure, policy, ...own }] of tasks.entries()) {
    const { name, payload, driver } = structure;
    const count = counts[k] ?? 0;
    if (count === 0) continue;
    const order = { seed, runs: count };
    const request = requestOf(payload, own.episodes, own.parameterSets, order, policy);
    const result = driver.run(request, 0, count);
    const table = trajectoriesOf(payload, own.episodes, request, count, result.values);
    parts.push({ name, table, episodes: own.episodes });
    for (const failure of result.failures) failures.push({ ...failure, run: before + failure.run });
    before += count;
  }
  const outputs = commonOutputs(tasks.map(({ structure }) => structure.payload));
  return { table: mixedTrajectories(parts, outputs, episodes), failures };
}
function withEpisodes(structures, host, { input }) {
  if (input === void 0) {
    return structures.map((structure) => ({ structure, episodes: structure.payload.episodes }));
  }
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
function policyOf2(structures, host, { policy }, episodes) {
  if (policy === void 0) return void 0;
  const names = allNames(structures.map(({ payload }) => payload));
  const dates = episodes.length === 1 ? episodes[0]?.dates : void 0;
  return readPolicy(reading(policy, host), policy, { ...names, dates });
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
function setsOf({ name, payload }, set, host) {
  const names = payload.parameters.map((parameter) => parameter.name);
  for (const one of set) {
    if (!names.includes(one.name)) host.warn(\`note: \${name} has no parameter \${one.name}\`);
  }
  return withValues(
    payload,
    set.filter((one) => names.includes(one.name)),
    host
  );
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
