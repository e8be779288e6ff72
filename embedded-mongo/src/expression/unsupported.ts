/** Expressions that MongoDB 7 has and this server has not: they answer 238 and not "unrecognized". */
export const OTHER_EXPRESSIONS: ReadonlySet<string> = new Set(
  `$accumulator $acos $acosh $asin $asinh $atan $atan2 $atanh $binarySize $bitAnd $bitNot $bitOr $bitXor
  $bsonSize $bottom $bottomN $cos $cosh $dateFromString $degreesToRadians $denseRank $derivative
  $documentNumber $exp $expMovingAvg $firstN $function $indexOfBytes $integral $lastN $linearFill $ln $locf $log
  $log10 $maxN $median $meta $minN $percentile $pow $radiansToDegrees $rand $rank $regexFind $regexFindAll
  $sampleRate $shift $sin $sinh $sqrt $stdDevPop $stdDevSamp $strLenBytes $strcasecmp $substr $substrBytes $tan
  $tanh $top $topN $toHashedIndexKey $tsIncrement $tsSecond $unsetField $covariancePop $covarianceSamp`.split(
    /\s+/,
  ),
)
