import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A table that scrolls, by keys, too. */
export function ScrollTable({ label, className = '', children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className="table-scroll" tabIndex={0} aria-label={label}>
      <table className={`data-table ${className}`}>{children}</table>
    </section>
  );
}
