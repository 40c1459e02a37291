import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { plannerText } from '../../words/planner-text.ts';

/** What should be known before a policy is used, each with its way out. */
export function WarningBanners({ warnings }: { readonly warnings: readonly string[] }) {
  return warnings.map((warning) => {
    const way = wayOut(warning);
    return (
      <Banner
        key={warning}
        tone="care"
        role="status"
        actions={
          <Button size="small" onPress={() => goTo(way.id)}>
            {way.words}
          </Button>
        }
      >
        <p>{plannerText(warning)}</p>
      </Banner>
    );
  });
}

const TO_GOAL = { id: 'goal', words: 'Change the goal' } as const;
const TO_LEVERS = { id: 'levers', words: 'Change what may be set' } as const;
const TO_MEANS = { id: 'means', words: 'Say what things cost' } as const;

/** Where what is told can be mended. */
export function wayOut(warning: string): typeof TO_GOAL | typeof TO_LEVERS | typeof TO_MEANS {
  if (/\bcosts? (nothing|model|list)\b|nothing costs/i.test(warning)) return TO_MEANS;
  if (/\blimits?\b|\bkeeps?\b|\bkept\b|\bwish|\bobjective|\bgoal\b|\bflat\b/i.test(warning))
    return TO_GOAL;
  return TO_LEVERS;
}

/** To a sheet of this step: its heading gets the focus, so that keys go on from there. */
function goTo(id: string): void {
  const heading = document.getElementById(id);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.scrollIntoView({ block: 'start' });
  heading.focus();
}
