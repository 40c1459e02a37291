import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Popover } from 'react-aria-components/Popover';
import { TERMS, type TermId } from '../words/terms.ts';

interface Props {
  readonly id: TermId;
  /** The words in the text that are explained; absent: the term itself. */
  readonly children?: ReactNode;
}

/** Words with dots below: pressed, they explain themselves, one term at a time. */
export function Term({ id, children }: Props) {
  const { title, text } = TERMS[id];
  return (
    <DialogTrigger>
      {/* Of no field that it stands in: a number field would take it for one of its own buttons. */}
      <Button className="term" slot={null}>
        {children ?? title}
      </Button>
      <Popover className="popover term-popover" placement="bottom start">
        <Dialog className="term-dialog">
          <Heading slot="title" level={3}>
            {title}
          </Heading>
          <p>{text}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
