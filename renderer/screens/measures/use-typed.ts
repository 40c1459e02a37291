import { useState } from 'react';

/** A text as it is typed: spaces at its ends stay while it is, and an empty one goes back to what is saved. */
export function useTyped(saved: string, save: (text: string) => void) {
  const [typed, setTyped] = useState<string>();
  return {
    text: typed ?? saved,
    change(text: string) {
      setTyped(text);
      save(text);
    },
    leave: () => setTyped(undefined),
  };
}
