import { ORIGINS, type OriginKind } from '../words/origin-words.ts';
import { Icon } from './icon.tsx';

interface Props {
  readonly of: OriginKind;
  /** One word only; a screen reader still hears all of them. */
  readonly isShort?: boolean;
}

/** Where a number comes from: the data, the fit, the model, or the person. */
export function Origin({ of, isShort = false }: Props) {
  const { icon, words, short } = ORIGINS[of];
  return (
    <span className={`origin ${of}`} {...(isShort && { title: words })}>
      <Icon name={icon} size={12} />
      {isShort && short !== words ? (
        <>
          <span aria-hidden="true">{short}</span>
          <span className="sr-only">{words}</span>
        </>
      ) : (
        words
      )}
    </span>
  );
}
