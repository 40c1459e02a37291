/** What a forecast of weighted structures takes as given and why it may be doubted, in sentences. */
import { filterWarning } from '../forecast/filter-health.ts';
import type { Forecast } from '../forecast/forecast-ahead.ts';
import type { InputModel } from '../forecast/input-model.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { type ChosenModels, namesOf, structureReports } from './chosen-models.ts';
import type { MixedForecast } from './forecast-mixture.ts';
import { dayOf, forecastConditions, forecastWarnings } from './forecast-story.ts';
import { ignoredSettings } from './mixed-settings.ts';
import type { MixtureReport } from './mixture-report.ts';
import { outputsLeftOut } from './outputs-of-all.ts';

/** `declarations`: by structure. */
export function mixtureConditions(
  forecast: Forecast,
  declarations: readonly [Declaration, ...Declaration[]],
  inputs: InputModel,
  set: Readonly<Record<string, number>>,
  { structures }: MixtureReport,
): string[] {
  const levers: Declaration['levers'] = Object.assign(
    {},
    ...declarations.map((declaration) => declaration.levers),
  );
  const names = namesOf(structures);
  return [
    ...forecastConditions(forecast, { time: declarations[0].time, levers }, inputs, set),
    ...ignoredSettings(set, declarations, names),
    ...outputsLeftOut(declarations, names),
  ];
}

/** Those of the weights first. */
export function mixtureWarnings(
  chosen: ChosenModels,
  { forecast, parts }: MixedForecast,
  { time }: Pick<Declaration, 'time'>,
): string[] {
  const names = namesOf(structureReports(chosen));
  const lost = forecastWarnings(forecast, { time }, (one, index) =>
    (parts[index]?.filters ?? []).flatMap((filter, k) => {
      const warning = filterWarning(filter, (row) => dayOf(one, row));
      if (warning === undefined) return [];
      return [chosen.models.length > 1 ? `${names[k]}: ${warning}` : warning];
    }),
  );
  return [...chosen.warnings, ...lost];
}
