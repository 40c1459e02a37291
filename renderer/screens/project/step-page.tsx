import { lazy, Suspense } from 'react';
import { useRoute } from '../../state/studio-app.ts';
import type { Step } from '../../words/step-words.ts';
import { DescribePage } from '../describe/describe-page.tsx';

/** The first step is there at once; the others are fetched while it is read. */
const PAGES = {
  describe: DescribePage,
  discover: lazy(() =>
    import('../discover/discover-page.tsx').then((m) => ({ default: m.DiscoverPage })),
  ),
  calibrate: lazy(() =>
    import('../calibrate/calibrate-page.tsx').then((m) => ({ default: m.CalibratePage })),
  ),
  trust: lazy(() => import('../trust/trust-page.tsx').then((m) => ({ default: m.TrustPage }))),
  forecast: lazy(() =>
    import('../forecast/forecast-page.tsx').then((m) => ({ default: m.ForecastPage })),
  ),
  measures: lazy(() =>
    import('../measures/measures-page.tsx').then((m) => ({ default: m.MeasuresPage })),
  ),
  policies: lazy(() =>
    import('../policies/policies-page.tsx').then((m) => ({ default: m.PoliciesPage })),
  ),
} as const satisfies Record<Step, React.ComponentType>;

export function StepPage() {
  const step = useRoute((state) => state.step);
  const Page = PAGES[step];
  return (
    <Suspense fallback={<p className="first-words">One moment…</p>}>
      <Page />
    </Suspense>
  );
}
