import { notImplemented } from './errors'

const names = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** What MongoDB 7 knows and this server leaves out: asked for by name, each answers 238. */
const REFUSED = {
  expression: names(
    `$abs $accumulator $acos $acosh $allElementsTrue $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh
    $atan $atan2 $atanh $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bottom $bottomN $bsonSize $ceil $cmp
    $convert $cos $cosh $covariancePop $covarianceSamp $dateAdd $dateDiff $dateFromParts $dateFromString
    $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek $dayOfYear $degreesToRadians
    $denseRank $derivative $documentNumber $exp $expMovingAvg $firstN $floor $function $getField $hour
    $indexOfArray $indexOfBytes $indexOfCP $integral $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear
    $last $lastN $let $linearFill $ln $locf $log $log10 $ltrim $map $maxN $median $mergeObjects $meta
    $millisecond $minN $minute $mod $month $percentile $pow $radiansToDegrees $rand
    $range $rank $reduce $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round
    $rtrim $sampleRate $second $setDifference $setEquals $setField $setIntersection $setIsSubset $setUnion
    $shift $sin $sinh $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp $strcasecmp $strLenBytes $strLenCP
    $substr $substrBytes $switch $tan $tanh $toBool $toDate $toDecimal $toHashedIndexKey $toInt
    $toLong $toLower $toObjectId $top $topN $toString $toUpper $trim $trunc $tsIncrement $tsSecond
    $unsetField $week $year $zip`,
  ),
  accumulator: names(
    '$accumulator $avg $bottom $bottomN $firstN $last $lastN $maxN $median $mergeObjects $minN $percentile $stdDevPop $stdDevSamp $top $topN',
  ),
  'pipeline stage': names(
    `$bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $currentOp $densify $documents $facet $fill $geoNear
    $graphLookup $listLocalSessions $listSampledQueries $listSearchIndexes $listSessions $lookup $merge $out
    $planCacheStats $redact $replaceRoot $replaceWith $search $searchMeta $setWindowFields $shardedDataDistribution $sortByCount $unionWith $vectorSearch`,
  ),
  'query operator': names(
    `$alwaysFalse $alwaysTrue $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $geoIntersects $geoWithin $jsonSchema
    $mod $near $nearSphere $sampleRate $text $where $within`,
  ),
  'update operator': names('$bit $currentDate $mul $pop $pullAll $rename'),
}

/** @throws ServerError 238 when MongoDB has `name`; the caller then says what it answers to an unknown one */
export function refuseKnown(kind: keyof typeof REFUSED, name: string): void {
  if (REFUSED[kind].has(name)) throw notImplemented(`${kind} ${name}`)
}

/** Every refused name, for the test that asks for each of them. */
export const REFUSED_NAMES = Object.entries(REFUSED).flatMap(([kind, known]) =>
  [...known].map((name) => [kind as keyof typeof REFUSED, name] as const),
)
