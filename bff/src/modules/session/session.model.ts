import { Schema, type Connection, type Model } from 'mongoose'

export type SessionEnd =
  | 'signed_out'
  | 'signed_out_everywhere'
  | 'token_reused'
  | 'account_closed'
  | 'second_factor_reset'
  | 'recovered'
  | 'consent_withdrawn'

/** One sign-in and all the refresh tokens that follow from it (the family). */
export interface SessionRow {
  _id: string
  accountId: string
  createdAt: Date
  /** Without a refresh until then the session is over. */
  expiresAt: Date
  endedAt: Date | null
  endReason: SessionEnd | null
  /** When the second factor was last proven in this session. */
  stepUpAt: Date | null
}

const sessionSchema = new Schema<SessionRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    endReason: { type: String, default: null },
    stepUpAt: { type: Date, default: null },
  },
  { collection: 'sessions', strict: 'throw', autoIndex: false, versionKey: false },
)
sessionSchema.index({ accountId: 1 }, { name: 'session_account' })
// What the doors of all processes re-read every five seconds.
sessionSchema.index(
  { endedAt: 1 },
  { name: 'session_ended', partialFilterExpression: { endedAt: { $type: 'date' } } },
)
sessionSchema.index({ expiresAt: 1 }, { name: 'session_expiry' })

/** A refresh token, by the SHA-256 of its text: who reads the database cannot sign in with what is there. */
export interface RefreshTokenRow {
  _id: string
  sessionId: string
  issuedAt: Date
  expiresAt: Date
  usedAt: Date | null
  /** Fingerprint of the attempt that used it; the same attempt asking again gets the same successor. */
  attempt: string | null
  successor: string | null
}

const refreshTokenSchema = new Schema<RefreshTokenRow>(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    issuedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    attempt: { type: String, default: null },
    successor: { type: String, default: null },
  },
  { collection: 'refresh_tokens', strict: 'throw', autoIndex: false, versionKey: false },
)
refreshTokenSchema.index({ sessionId: 1, issuedAt: 1 }, { name: 'refresh_token_session' })
refreshTokenSchema.index({ expiresAt: 1 }, { name: 'refresh_token_expiry' })

export const sessionModel = (connection: Connection): Model<SessionRow> =>
  connection.models.Session ?? connection.model<SessionRow>('Session', sessionSchema)

export const refreshTokenModel = (connection: Connection): Model<RefreshTokenRow> =>
  connection.models.RefreshToken ?? connection.model<RefreshTokenRow>('RefreshToken', refreshTokenSchema)
