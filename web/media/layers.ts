/** The simulcast layer worth receiving for a picture of this many device pixels on its short side: 180, 360 or 720 lines. */
export function layerFor(shortSide: number, saveData: boolean): 0 | 1 | 2 {
  if (saveData || shortSide <= 220) return 0;
  return shortSide <= 450 ? 1 : 2;
}
