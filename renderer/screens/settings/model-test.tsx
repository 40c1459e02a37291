import { useState } from 'react';
import type { ErrorData } from '../../../engine/base/error.ts';
import type { Result } from '../../../engine/studio/contract/methods.ts';
import { Banner } from '../../components/banner.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { errorData } from '../../state/error-data.ts';
import { useApp } from '../../state/studio-app.ts';
import { formatNumber } from '../../words/numbers.ts';

type ModelTest =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly result: Result<'models.test'> }
  /** The engine could not ask. */
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** Asks the model for a word. Undefined: nobody asked yet. */
export function useModelTest(id: string) {
  const { client } = useApp();
  const [test, setTest] = useState<ModelTest>();
  const ask = async () => {
    setTest({ kind: 'asking' });
    try {
      setTest({ kind: 'answered', result: await client.call('models.test', { id }) });
    } catch (error) {
      setTest({ kind: 'failed', error: errorData(error) });
    }
  };
  return { test, ask };
}

const INTERFACES: Readonly<Record<string, string>> = {
  responses: 'the Responses interface',
  'chat-json-schema': 'the Chat Completions interface, in the form that it is given',
  'chat-json-object': 'the Chat Completions interface, in a form of its own',
  'chat-text': 'the Chat Completions interface, as plain text',
};

export function ModelTestWords({ test }: { readonly test: ModelTest | undefined }) {
  return (
    <div role="status" className="model-test">
      {test?.kind === 'asking' && <p className="small muted">Asking the model for a word…</p>}
      {test?.kind === 'answered' && <Answer {...test.result} />}
      {test?.kind === 'failed' && <Problem error={test.error} />}
    </div>
  );
}

function Answer({ milliseconds, answeredBy, problem }: Result<'models.test'>) {
  if (problem) return <Problem error={problem} />;
  const time =
    milliseconds < 1000
      ? `${formatNumber(Math.round(milliseconds))} ms`
      : `${formatNumber(Math.round(milliseconds / 100) / 10)} s`;
  const by = answeredBy === null ? '' : ` by ${INTERFACES[answeredBy] ?? answeredBy}`;
  return (
    <Banner tone="good">
      <p>
        Answers in {time}
        {by}.
      </p>
    </Banner>
  );
}

function Problem({ error }: { readonly error: ErrorData }) {
  return (
    <Banner tone="bad">
      <ErrorWords error={error} />
    </Banner>
  );
}
