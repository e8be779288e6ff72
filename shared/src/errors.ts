/**
 * Every error Linli can answer: RFC 9457 problem documents with a stable `code`.
 * `type` is `urn:linli:problem:<code>`; the Chinese sentence stands in errors.zh.ts.
 */
export const errorRegistry = {
  validation_failed: { status: 400, title: 'The request does not fit its schema' },
  malformed_request: { status: 400, title: 'What arrived is no request that can be read' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  idempotency_key_required: { status: 400, title: 'A creating request needs an Idempotency-Key' },
  code_wrong: { status: 400, title: 'The verification code is wrong' },
  code_expired: { status: 400, title: 'The verification code has expired' },
  second_factor_wrong: { status: 400, title: 'The code of the second factor is wrong or was used before' },
  wechat_code_invalid: { status: 400, title: 'WeChat refused the sign-in code' },
  hall_code_wrong: { status: 400, title: 'The code of the hall is not that of today' },
  door_code_wrong: { status: 400, title: 'The code is not the one at the door now' },
  file_unreadable: { status: 400, title: 'The file cannot be decoded' },
  unauthenticated: { status: 401, title: 'A valid access token is required' },
  session_ended: { status: 401, title: 'The session has ended; sign in again' },
  forbidden: { status: 403, title: 'The caller may not do this' },
  community_suspended: { status: 403, title: 'The community is suspended; residents only read' },
  staff_suspended: { status: 403, title: 'The community is suspended; its staff stay outside' },
  consent_required: { status: 403, title: 'The current privacy terms have not been accepted' },
  second_factor_required: { status: 403, title: 'The second factor has to be proven again' },
  own_proof_required: { status: 403, title: 'A fresh sign-in or a code to the own phone is asked for' },
  own_matter: { status: 403, title: 'Nobody decides what concerns themselves; a colleague does' },
  not_found: { status: 404, title: 'Nothing here that the caller may see' },
  method_not_allowed: { status: 405, title: 'This address does not take this method' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  conflict: { status: 409, title: 'The request conflicts with what is stored' },
  invalid_status: { status: 409, title: 'The current status does not allow this' },
  no_hall_queue: {
    status: 409,
    title: 'Nobody is called here: staff go to the person, or the person to a room',
  },
  version_conflict: { status: 409, title: 'Somebody changed this in the meantime' },
  idempotency_key_reused: { status: 409, title: 'The same Idempotency-Key came with another body' },
  idempotency_in_progress: { status: 409, title: 'The first request with this key is still running' },
  disclosure_reason_required: {
    status: 409,
    title: 'A disclosure notice withdrawn before 15 days needs a reason',
  },
  audience_empty: { status: 409, title: 'The audience addresses nobody' },
  shares_exceed: { status: 409, title: 'The shares of the owners would be more than the room' },
  identity_taken: { status: 409, title: 'Another record of this community has this identity' },
  person_exists: { status: 409, title: 'Somebody of this name is already there' },
  merge_refused: { status: 409, title: 'The two records cannot become one' },
  undo_too_late: { status: 409, title: 'A merge can be undone for 30 days' },
  invitation_unusable: { status: 409, title: 'No open invitation has this code' },
  match_failed: { status: 409, title: 'What was given does not fit the roll' },
  phone_required: { status: 409, title: 'The account has not proven a phone' },
  already_bound: { status: 409, title: 'The account or the person is bound already' },
  guardian_required: { status: 409, title: 'Under fourteen a guardian has to be on the roll first' },
  owner_not_on_roll: { status: 409, title: 'An owner has to be on the roll of the room first' },
  request_open: { status: 409, title: 'A request about this room is being checked already' },
  too_many_invitations: { status: 409, title: 'The room has as many open invitations as it may have' },
  second_fact_required: {
    status: 409,
    title: 'After a long absence the phone alone does not open the account',
  },
  second_fact_wrong: { status: 409, title: 'What was given does not open the account' },
  identity_differs: { status: 409, title: 'The paper is another than the one on the roll' },
  phone_in_use: { status: 409, title: 'The phone belongs to an account that is in use' },
  no_account: { status: 409, title: 'This person has not signed in yet' },
  role_held: { status: 409, title: 'The person holds this role there already' },
  last_administrators: { status: 409, title: 'Too few would be left who administer' },
  import_running: { status: 409, title: 'Another list of this community is running' },
  still_on_duty: { status: 409, title: 'The account still holds a post that has to be handed over first' },
  slot_full: { status: 409, title: 'The last seat of the slot is gone' },
  slot_closed: { status: 409, title: 'The slot cannot be booked' },
  booked_already: {
    status: 409,
    title: 'The person has a booking at that time, or for that matter on that day',
  },
  person_limit: { status: 409, title: 'The person has as many open bookings of the item as one may have' },
  home_limit: { status: 409, title: 'The home has as many open bookings of the item as one may have' },
  home_day_limit: {
    status: 409,
    title: 'The home has as many bookings of the item on that day as one may have',
  },
  series_refused: {
    status: 409,
    title: 'The desk takes no such series, or the person has as many visits as it takes',
  },
  seats_left: { status: 409, title: 'The time is not full: it can be booked' },
  booking_limited: { status: 409, title: 'Booking online rests after missed bookings' },
  already_reminded: { status: 409, title: 'Those who have not confirmed were reminded a moment ago' },
  other_person_required: { status: 409, title: 'Somebody else of the staff has to decide this' },
  poll_not_open: { status: 409, title: 'The poll takes no ballots at this moment' },
  not_on_roll: { status: 403, title: 'The caller is not on the roll of this poll' },
  not_prepared: { status: 409, title: 'Something that has to be there before a poll opens is missing' },
  ask_expired: { status: 409, title: 'The last day that was asked for has passed' },
  objection_open: { status: 409, title: 'The caller’s objection to this roll has not been answered yet' },
  already_voted: { status: 409, title: 'A ballot of this row is recorded and final' },
  row_suspended: { status: 409, title: 'Those who share this row disagree' },
  paper_differs: { status: 409, title: 'Two people have entered this paper differently' },
  proxy_refused: { status: 409, title: 'This person cannot hold the mandate' },
  mandate_used: { status: 409, title: 'A ballot was cast under this mandate' },
  no_proxies: { status: 409, title: 'Nobody can vote for somebody else in this poll' },
  papers_refused: { status: 409, title: 'Some of these papers were entered before, voided or never printed' },
  not_reconciled: { status: 409, title: 'Marks at the desk and papers do not agree yet' },
  root_differs: { status: 409, title: 'This is not the root of the published board' },
  file_too_large: { status: 413, title: 'The file is too large' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  file_type_refused: { status: 415, title: 'This type of file is not accepted' },
  unsupported_media_type: { status: 415, title: 'The body has an unsupported media type' },
  client_too_old: { status: 426, title: 'This client version is no longer served' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers of the request are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service is starting, stopping or without its database' },
  upstream_failed: { status: 503, title: 'A service Linli depends on did not answer' },
} as const

export type ErrorCode = keyof typeof errorRegistry

/** One field that is wrong: `path` in dots (`body.photoIds.2`), `message` in Chinese. */
export interface FieldIssue {
  readonly path: string
  readonly message: string
}

/** A record of the roll that stands in the way, masked; what a merge is offered with. */
export interface OtherRecord {
  readonly personId: string
  readonly maskedName: string
  readonly where: string
}

/** Machine-readable extras per code; codes that are not listed carry none. */
export interface ErrorDetails {
  invalid_status: { current: string; allowedFrom: readonly string[] }
  rate_limited: { retryAfterSeconds: number }
  identity_taken: OtherRecord
  person_exists: OtherRecord
  merge_refused: { reason: 'both_bound' | 'two_identities' | 'merged_again' }
  code_wrong: { attemptsLeft: number }
  second_factor_required: { enrolled: boolean }
  last_administrators: { fewest: number }
  own_proof_required: { maskedPhone: string | null }
  already_reminded: { nextAt: string }
  /** Sent with the second fact, or to begin anew; good for ten minutes. */
  second_fact_required: { ticket: string; attemptsLeft: number }
  second_fact_wrong: { attemptsLeft: number }
  poll_not_open: { opensAt: string; closesAt: string }
  not_prepared: { missing: readonly string[] }
  proxy_refused: { reason: 'too_many' | 'staff' | 'candidate' | 'minor' | 'on_row' | 'taken' }
  /** Numbers of papers that cannot be entered. */
  papers_refused: { serials: readonly number[] }
  not_reconciled: { marked: number; entered: number }
  /** What the other one has read, a choice a question. */
  paper_differs: { other: readonly string[] }
  /** The next slots of the desk with a seat, soonest first. */
  slot_full: { nextFree: readonly { readonly slotId: string; readonly startsAt: string }[] }
  slot_closed: { reason: 'past' | 'too-soon' | 'too-far' | 'shut' }
  series_refused: { most: number }
  booking_limited: { until: string }
  file_too_large: { limitBytes: number }
}

/** The body of every error answer. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ErrorCode
  readonly requestId: string
  readonly errors?: readonly FieldIssue[]
  readonly details?: Readonly<Record<string, unknown>>
}
