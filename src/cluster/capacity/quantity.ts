const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** The number that a Kubernetes quantity stands for (`50m`, `500M`, `1.5Gi`, `5e8`), in its base unit; NaN for anything else. */
export function parseQuantity(quantity: string | number): number {
  const [, number, suffix = ''] =
    /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)(n|u|m|k|[KMGTPE]i?)?$/.exec(String(quantity)) ?? []
  return number === undefined ? Number.NaN : Number(number) * (FACTORS[suffix] ?? Number.NaN)
}
