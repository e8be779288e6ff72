import type { BoardMark } from './board'

const figures: Readonly<Record<BoardMark['figure'], string>> = {
  voted: '投过票的行数',
  spoiled: '废票数',
  missing: '没有收回的纸票数',
}

/** `第 2 题的废票数`: a figure that stands on a board beside the ballots. */
export const markText = ({ figure, question }: BoardMark): string =>
  question === 0 ? figures[figure] : `第 ${question} 题的${figures[figure]}`
