/** Container images of DeepStream. */

/** The image for building and running applications on a target; for `FROM`. */
export function deepstreamImage({
  platform,
  deepstream,
}: {
  readonly platform: string;
  readonly deepstream: string;
}): string {
  const kind = platform === 'sbsa' ? 'triton-sbsa-dgx-spark' : 'triton-multiarch';
  return `nvcr.io/nvidia/deepstream:${deepstream}-${kind}`;
}
