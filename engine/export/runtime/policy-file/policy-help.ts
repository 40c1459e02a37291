import type { ScriptPayload } from '../payload.ts';

/** What a policy file may say, line by line. */
export function policyFileLines({
  levers,
  outputs,
  parameters,
}: Pick<ScriptPayload, 'levers' | 'outputs' | 'parameters'>): string[] {
  const [lever] = levers;
  const output = outputs[0]?.name ?? 'output';
  return [
    'Policy file: rows count from 0, the start row; dates may be written instead where the data have them.',
    `  {"levers": {"${lever?.name ?? 'lever'}": {"kind": "constant", "value": ${lever?.default ?? 1}}},`,
    '   "resources": {"reserve": {"low": 0, "high": 20, "integer": true, "policy": {"kind": "threshold",',
    `                 "output": "${output}", "above": 30, "below": 20, "low": 0, "high": 10}}},`,
    `   "interventions": [{"kind": "scale-parameter", "parameter": "${parameters[0]?.name ?? 'name'}",`,
    '                      "value": 0.5, "from": 10, "to": 20}]}',
    '  Levers are what the simulator reads; resources {low, high, default?, integer?, unit?, policy} stand beside it.',
    '  Policies, of either, in the steps to come:',
    '    constant {value}; schedule {entries: [{from, value}]}; weekday {values: seven, Monday first};',
    '    ramp {from, to, start, end};',
    '    threshold {watch, above, below, low, high, after?, least?}: high once it was above "above" in "after" steps in a',
    '      row, for "least" steps or more, until it is below "below";',
    '    order-up-to {watch, level, every}: what is missing to the level; reorder {watch, below, level, every}: the same',
    '      where no more than "below" is there, else 0;',
    '    rule {clauses: [{when: [{watch, is: "above" or "below", value}], value}], otherwise}',
    '  watch: {terms: [{output, weight?}], delay?, window?, underway?}: outputs as they stood at the end of the step',
    '    before, or "delay" steps earlier, as the mean of "window" rows; what the policy itself set in the newest',
    '    "underway" steps counts in addition. "output": "x" is short for one output as it stands.',
    '  Interventions:',
    '    set-parameter, scale-parameter {parameter, value, from, to};',
    '    set-input, scale-input, add-input {input, value, from, to};',
    '    set-lever, scale-lever, add-lever, cap-lever (at most) {lever, value, from, to}: of a lever or resource, on top',
    '      of its policy;',
    '    disable-module {module, from, to}; delay-module {module, by, from, to}: it works "by" steps behind;',
    '    cap-module {module, field, most, from, to}: it changes the number of the state by "most" a step, not more;',
    '    replace-module {module, changes: [{field, how: "set" or "add", value}], from, to}: this instead of it;',
    '    set-state, scale-state, add-state {field, value, at}: a number of the state, or the length of a list',
    '  "about" and "schema" are not looked at.',
  ];
}
