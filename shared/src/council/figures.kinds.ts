import { FEWEST_REACTIONS } from './topics.kinds'

/** Least and most of each figure; a goal nobody reaches, or a cell that tells who it was, is none. */
export const councilFigureBounds = {
  supportersNeeded: [2, 2000],
  supportDays: [3, 180],
  deskDays: [1, 30],
  objectionDays: [1, 60],
  statementsEach: [1, 20],
  confirmationsNeeded: [1, 50],
  doorMinutes: [10, 240],
  fewestReactions: [FEWEST_REACTIONS, 50],
} as const satisfies Readonly<Record<string, readonly [number, number]>>
export type CouncilFigureName = keyof typeof councilFigureBounds
export const councilFigureNames = Object.keys(councilFigureBounds) as CouncilFigureName[]
