interface Part {
  readonly hit: number
  readonly of: number
}

/** The figures of a month or of one kind, as everybody may read them. */
export interface OpenRates {
  readonly cases: number
  readonly onTime: Part
  readonly resolution: Part
  readonly satisfaction: Part
  readonly unheard: number
}

/** `10 件里 9 件`: counted, because a share of three cases is no figure to believe in. */
const partWords = ({ hit, of }: Part): string => (hit === of ? `${of} 件都` : `${of} 件里 ${hit} 件`)

/** What became of the cases, in sentences a neighbour reads aloud. */
export function openSentences({ cases, onTime, resolution, satisfaction, unheard }: OpenRates): string[] {
  if (cases === 0) return ['这个月还没有办结的意见']
  return [
    `办结了 ${cases} 件`,
    onTime.of === 0 ? '' : `有期限的 ${partWords(onTime)}按时答复了`,
    resolution.of === 0 ? '还没有居民说解决了没有' : `居民说过结果的 ${partWords(resolution)}解决了`,
    satisfaction.of === 0 ? '' : `评了分的 ${partWords(satisfaction)}满意或基本满意`,
    unheard === 0 ? '' : `还有 ${unheard} 件居民没有评价，不算在内`,
  ].filter(Boolean)
}
