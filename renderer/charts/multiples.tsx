import type { ReactNode } from 'react';

/** Small charts side by side; give them one `range`, so that they can be compared. */
export function Multiples({ children }: { readonly children: ReactNode }) {
  return <div className="multiples">{children}</div>;
}
