import type { Tape, Tensor } from '../../tensor/tape.ts';

/** One invertible step of a flow, between parameters x and noise z, both [dimensions, batch]. */
export interface FlowTransform {
  /** Records z of x, and log |dz/dx| as [1, batch]. `context` [features, batch]. */
  density(
    tape: Tape,
    x: Tensor,
    context: Tensor,
  ): { readonly z: Tensor; readonly logSlope: Tensor };
  /** Records x of z. Run `prepare` before each `forward` of that tape after the weights have changed. */
  inverse(
    tape: Tape,
    z: Tensor,
    context: Tensor,
  ): { readonly x: Tensor; readonly prepare: () => void };
}
