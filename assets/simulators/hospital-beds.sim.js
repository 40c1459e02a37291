// A hospital with intensive-care and standard beds and three kinds of patients, each patient followed one by one.

const ICU = 0;
const STANDARD = 1;

// Days of a whole stay, and its spread (standard deviation 1 day).
function drawStay(random, mean) {
  return Math.max(1, Math.trunc(random.normal(mean, 1)));
}

function meanStay(disease, parameters) {
  if (disease === 0) return parameters.stay0;
  return disease === 1 ? parameters.stay1 : parameters.stay2;
}

function deathRisk(patient, parameters) {
  let risk = parameters.deathBase2 + parameters.deathRise2 * patient.day;
  if (patient.disease === 0) risk = parameters.deathBase0 + parameters.deathRise0 * patient.day;
  if (patient.disease === 1) risk = parameters.deathBase1 + parameters.deathRise1 * patient.day;
  return Math.min(1, Math.max(0, risk));
}

function countIn(patients, bed) {
  let count = 0;
  for (const patient of patients) if (patient.bed === bed) count++;
  return count;
}

function countOf(patients, disease) {
  let count = 0;
  for (const patient of patients) if (patient.disease === disease) count++;
  return count;
}

// Patients of diseases 0 and 1 go to intensive care while it has room, those of disease 2 to a standard bed.
// -1: no bed anywhere.
function chooseBed(disease, icuFree, standardFree) {
  const first = disease === 2 ? STANDARD : ICU;
  const second = disease === 2 ? ICU : STANDARD;
  if ((first === ICU ? icuFree : standardFree) > 0) return first;
  return (second === ICU ? icuFree : standardFree) > 0 ? second : -1;
}

// A patient who was already there at the start: anywhere in the stay.
function drawPresent(random, disease, bed, parameters) {
  const stay = drawStay(random, meanStay(disease, parameters));
  const day = random.integer(1, stay);
  return { disease, bed, day, remaining: stay - day + 1 };
}

function arrive(state, disease, count, { parameters, levers, random }) {
  let icuFree = levers.icuBeds - countIn(state.patients, ICU);
  let standardFree = levers.standardBeds - countIn(state.patients, STANDARD);
  for (let i = 0; i < count; i++) {
    const bed = chooseBed(disease, icuFree, standardFree);
    if (bed === -1) continue;
    if (bed === ICU) icuFree--;
    else standardFree--;
    const remaining = drawStay(random, meanStay(disease, parameters));
    state.patients.push({ disease, bed, day: 1, remaining });
  }
}

export default {
  contract: 1,
  title: 'Hospital beds for three diseases',
  description:
    'Patients of three diseases arrive, take an intensive-care or a standard bed, stay some days and leave or die. Who finds no bed is turned away.',
  time: { unit: 'day', step: 1 },
  assumptions: [
    { text: 'Arrivals are Poisson, the same every day.', source: 'modeller' },
    {
      text: 'A stay is the whole part of a normal number with standard deviation 1, at least a day.',
      source: 'modeller',
    },
    {
      text: 'The risk of death rises in a straight line with the day in hospital.',
      source: 'modeller',
    },
    {
      text: 'Nobody changes the bed, and who is turned away does not come back.',
      source: 'modeller',
    },
    {
      text: 'Patients present at the start are anywhere in their stay, those of diseases 0 and 1 first in the occupied intensive-care beds.',
      source: 'modeller',
    },
  ],

  parameters: {
    arrivals0: {
      prior: { kind: 'uniform', low: 0, high: 10 },
      default: 1,
      unit: 'patients/day',
      meaning: 'mean arrivals with disease 0',
    },
    arrivals1: {
      prior: { kind: 'uniform', low: 0, high: 10 },
      default: 2,
      unit: 'patients/day',
      meaning: 'mean arrivals with disease 1',
    },
    arrivals2: {
      prior: { kind: 'uniform', low: 0, high: 10 },
      default: 1.5,
      unit: 'patients/day',
      meaning: 'mean arrivals with disease 2',
    },
    stay0: {
      prior: { kind: 'uniform', low: 1, high: 15 },
      default: 5,
      unit: 'day',
      meaning: 'mean stay with disease 0, before rounding down',
    },
    stay1: {
      prior: { kind: 'uniform', low: 1, high: 15 },
      default: 6,
      unit: 'day',
      meaning: 'mean stay with disease 1, before rounding down',
    },
    stay2: {
      prior: { kind: 'uniform', low: 1, high: 15 },
      default: 4,
      unit: 'day',
      meaning: 'mean stay with disease 2, before rounding down',
    },
    deathBase0: {
      prior: { kind: 'uniform', low: 0, high: 0.05 },
      default: 0.01,
      unit: '1/day',
      meaning: 'daily probability of death with disease 0, before the rise',
    },
    deathBase1: {
      prior: { kind: 'uniform', low: 0, high: 0.05 },
      default: 0.005,
      unit: '1/day',
      meaning: 'daily probability of death with disease 1, before the rise',
    },
    deathBase2: {
      prior: { kind: 'uniform', low: 0, high: 0.05 },
      default: 0.008,
      unit: '1/day',
      meaning: 'daily probability of death with disease 2, before the rise',
    },
    deathRise0: {
      prior: { kind: 'uniform', low: 0, high: 0.01 },
      default: 0.002,
      unit: '1/day per day',
      meaning: 'rise of the daily probability of death with each day, disease 0',
    },
    deathRise1: {
      prior: { kind: 'uniform', low: 0, high: 0.01 },
      default: 0.001,
      unit: '1/day per day',
      meaning: 'rise of the daily probability of death with each day, disease 1',
    },
    deathRise2: {
      prior: { kind: 'uniform', low: 0, high: 0.01 },
      default: 0.0015,
      unit: '1/day per day',
      meaning: 'rise of the daily probability of death with each day, disease 2',
    },
  },

  levers: {
    icuBeds: {
      unit: 'beds',
      meaning: 'intensive-care beds',
      default: 5,
      low: 0,
      high: 100,
      integer: true,
    },
    standardBeds: {
      unit: 'beds',
      meaning: 'standard beds',
      default: 20,
      low: 0,
      high: 500,
      integer: true,
    },
  },

  outputs: {
    day: { unit: 'day', kind: 'count', meaning: 'days since the start' },
    icu: { unit: 'patients', kind: 'count', meaning: 'intensive-care beds occupied' },
    standard: { unit: 'patients', kind: 'count', meaning: 'standard beds occupied' },
    patients0: { unit: 'patients', kind: 'count', meaning: 'patients with disease 0' },
    patients1: { unit: 'patients', kind: 'count', meaning: 'patients with disease 1' },
    patients2: { unit: 'patients', kind: 'count', meaning: 'patients with disease 2' },
    patients: { unit: 'patients', kind: 'count', meaning: 'all patients' },
  },

  // Empty unless the row says that patients are there (a value that is not observed counts as nobody).
  start(row, { parameters, random }) {
    const patients = [];
    let icu = row.icu > 0 ? row.icu : 0;
    const present = [row.patients0, row.patients1, row.patients2];
    for (let disease = 0; disease < 3; disease++) {
      for (let i = 0; i < present[disease]; i++) {
        const bed = icu > 0 ? ICU : STANDARD;
        if (bed === ICU) icu--;
        patients.push(drawPresent(random, disease, bed, parameters));
      }
    }
    return { day: row.day > 0 ? row.day : 0, patients };
  },

  modules: [
    {
      name: 'deaths',
      meaning: 'patients die; the bed is free at once',
      reads: ['patients'],
      writes: ['patients'],
      step(state, { parameters, random }) {
        const patients = state.patients;
        let kept = 0;
        for (let i = 0; i < patients.length; i++) {
          if (random.uniform() < deathRisk(patients[i], parameters)) continue;
          patients[kept] = patients[i];
          kept++;
        }
        while (patients.length > kept) patients.pop();
      },
    },
    {
      name: 'discharge',
      meaning: 'a day of the stay has passed; who has stayed long enough leaves',
      reads: ['patients', 'day'],
      writes: ['patients', 'day'],
      step(state) {
        const patients = state.patients;
        let kept = 0;
        for (let i = 0; i < patients.length; i++) {
          const patient = patients[i];
          patient.remaining -= 1;
          patient.day += 1;
          if (patient.remaining <= 0) continue;
          patients[kept] = patient;
          kept++;
        }
        while (patients.length > kept) patients.pop();
        state.day += 1;
      },
    },
    {
      name: 'arrivals',
      meaning: 'new patients come, disease by disease, and take a free bed or are turned away',
      reads: ['patients'],
      writes: ['patients'],
      step(state, world) {
        const { parameters, random } = world;
        arrive(state, 0, random.poisson(parameters.arrivals0), world);
        arrive(state, 1, random.poisson(parameters.arrivals1), world);
        arrive(state, 2, random.poisson(parameters.arrivals2), world);
      },
    },
  ],

  observe(state) {
    return {
      day: state.day,
      icu: countIn(state.patients, ICU),
      standard: countIn(state.patients, STANDARD),
      patients0: countOf(state.patients, 0),
      patients1: countOf(state.patients, 1),
      patients2: countOf(state.patients, 2),
      patients: state.patients.length,
    };
  },

  rules: [
    {
      name: 'oneBedEach',
      meaning: 'every patient lies in one bed, with a stay that is not over',
      kind: 'holds',
      value(state) {
        for (const patient of state.patients) {
          if (patient.bed !== ICU && patient.bed !== STANDARD) return false;
          if (patient.remaining < 1 || patient.day < 1) return false;
        }
        return true;
      },
    },
  ],
};
