import { Schema, type Connection, type Model } from 'mongoose'

/** A counted board as it is downloaded: gzipped JSON, so that serving it costs nothing that grows with the community. */
export interface PollBoardRow {
  /** The poll. */
  _id: string
  communityId: string
  root: string
  json: Buffer
}

const boardSchema = new Schema<PollBoardRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    root: { type: String, required: true },
    json: { type: Buffer, required: true },
  },
  { collection: 'poll_boards', strict: 'throw', autoIndex: false, versionKey: false },
)
boardSchema.index({ communityId: 1, _id: 1 }, { name: 'poll_board_community' })

/** Codes printed on papers of a secret poll: which paper bears which code, never who took it. */
export interface PollPaperRow {
  /** `<poll>:<serial>` */
  _id: string
  communityId: string
  pollId: string
  serial: number
  /** The code the ballots of this paper are made from; empty once they are in the box. */
  code: string
  entered: boolean
  /** It was handed in and is no valid ballot. */
  spoiled: boolean
  /** Lost or damaged before it was used: another was printed in its place, and this one is never a ballot. */
  voided: boolean
}

const paperSchema = new Schema<PollPaperRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    pollId: { type: String, required: true },
    serial: { type: Number, required: true },
    code: { type: String, default: '' },
    entered: { type: Boolean, default: false },
    spoiled: { type: Boolean, default: false },
    voided: { type: Boolean, default: false },
  },
  { collection: 'poll_papers', strict: 'throw', autoIndex: false, versionKey: false },
)
paperSchema.index({ communityId: 1, pollId: 1, serial: 1 }, { name: 'poll_paper_serial' })

/** One place in the hands of a holder of mandates: as many places as the cap, so that the cap is an index. */
export interface PollMandateRow {
  /** `<poll>:<holder>:<place>` */
  _id: string
  communityId: string
  pollId: string
  rowId: string
}

const mandateSchema = new Schema<PollMandateRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    pollId: { type: String, required: true },
    rowId: { type: String, required: true },
  },
  { collection: 'poll_mandates', strict: 'throw', autoIndex: false, versionKey: false },
)
mandateSchema.index({ communityId: 1, pollId: 1 }, { name: 'poll_mandate_poll' })

export const pollBoardModel = (connection: Connection): Model<PollBoardRow> =>
  connection.models.PollBoard ?? connection.model<PollBoardRow>('PollBoard', boardSchema)
export const pollPaperModel = (connection: Connection): Model<PollPaperRow> =>
  connection.models.PollPaper ?? connection.model<PollPaperRow>('PollPaper', paperSchema)
export const pollMandateModel = (connection: Connection): Model<PollMandateRow> =>
  connection.models.PollMandate ?? connection.model<PollMandateRow>('PollMandate', mandateSchema)
