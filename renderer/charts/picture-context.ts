/** How a drawing tells the frame around it that it can be made into a picture. */
import { createContext } from 'react';
import type { PictureWords } from './picture.ts';

export type Picture = (words: PictureWords, format: 'png' | 'svg') => Promise<Blob>;

export const PictureContext = createContext<(picture: Picture | undefined) => void>(() => {});
