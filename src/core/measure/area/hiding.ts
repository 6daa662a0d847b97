/** How people by boxes and persons' worth of area went, second by second. */
export type Trend = { readonly tMs: number; people: number; area: number; samples: number }[];

const spanMs = 5_000;
/** Both change by at least this share of what was. */
const share = 0.15;
/** Fewer people than this come and go, or are missed, without any crowd. */
const leastLost = 3;

/**
 * Boxes have become fewer while the covered area grew, the last 5 s beside the 5 s before: people have begun to hide each
 * other.
 * @param trend changed in place; never more than 12 entries.
 */
export function isHiding(
  trend: Trend,
  now: { readonly tMs: number; readonly people: number; readonly area: number },
): boolean {
  const { tMs, people, area } = now;
  const last = trend.at(-1);
  if (last === undefined || tMs - last.tMs >= 1_000 || tMs < last.tMs)
    trend.push({ tMs, people, area, samples: 1 });
  else {
    last.people += people;
    last.area += area;
    last.samples++;
  }
  while (trend.length > 12 || (trend.length > 0 && trend[0]!.tMs <= tMs - 2 * spanMs)) trend.shift();
  const late = meanOf(trend.filter((t) => t.tMs > tMs - spanMs));
  const early = meanOf(trend.filter((t) => t.tMs <= tMs - spanMs));
  if (early === null || late === null) return false;
  const lost = early.people - late.people;
  return lost >= Math.max(leastLost, share * early.people) && late.area >= (1 + share) * early.area;
}

function meanOf(part: Trend): { people: number; area: number } | null {
  // A span with holes in it is none.
  if (part.length < 3) return null;
  const n = part.reduce((sum, t) => sum + t.samples, 0);
  return {
    people: part.reduce((sum, t) => sum + t.people, 0) / n,
    area: part.reduce((sum, t) => sum + t.area, 0) / n,
  };
}
