import type { ErrorCode } from '@linli/shared/errors'
import { mongo, Error as MongooseErrors } from 'mongoose'
import { AppError } from './problem-error'
import { StartupError } from './startup-error'

/** Index name → the code its violation means. A unique index that people can run into is listed here. */
const indexCodes: Readonly<Record<string, ErrorCode>> = {
  person_phone_name_unique: 'person_exists',
  person_identity_unique: 'identity_taken',
  guardian_unique: 'conflict',
  delegate_unique: 'conflict',
  delegate_ask_unique: 'conflict',
  node_name_unique: 'conflict',
  node_code_unique: 'conflict',
  node_community_unique: 'conflict',
  second_factor_reset_open_unique: 'conflict',
  role_grant_unique: 'role_held',
  grant_invitation_unique: 'role_held',
  topic_statement_place_unique: 'conflict',
  import_running_unique: 'import_running',
  poll_objection_open_unique: 'objection_open',
  poll_objection_open_person_unique: 'objection_open',
}

const DUPLICATE_KEY = 11000
const WRITE_CONFLICT = 112
const UNAUTHORIZED = 13
/** NotWritablePrimary and NotPrimaryNoSecondaryOk: a member was named alone, and it is not the one that writes. */
const NOT_PRIMARY: readonly unknown[] = [10107, 13435]

const codeOf = (error: unknown): unknown => (error instanceof mongo.MongoServerError ? error.code : undefined)

/** A unique index refused the write; of the index named, when a name is given. */
export function isDuplicateKey(error: unknown, indexName?: string): boolean {
  return codeOf(error) === DUPLICATE_KEY && (indexName === undefined || indexOf(error) === indexName)
}

/** Another open transaction holds the same document. */
export const isWriteConflict = (error: unknown): boolean => codeOf(error) === WRITE_CONFLICT

/** The name of the index in a duplicate-key message, `E11000 … index: ballot_voter_unique dup key`. */
function indexOf(error: unknown): string | undefined {
  return error instanceof Error ? /index: (\S+) dup key/.exec(error.message)?.[1] : undefined
}

/**
 * What a database error means to the caller, or null when it is a fault of ours. A CastError is an id of
 * the wrong shape, which is the same as an id that does not exist.
 */
export function appErrorFrom(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof MongooseErrors.CastError) return new AppError('not_found', { cause: error })
  if (isDuplicateKey(error)) {
    const code = indexCodes[indexOf(error) ?? '']
    return code ? new AppError(code, { cause: error }) : null
  }
  if (isWriteConflict(error)) return new AppError('version_conflict', { cause: error })
  return isDatabaseGone(error) ? new AppError('unavailable', { cause: error }) : null
}

/** The database is not there, or we are closing: the caller may come again. */
const isDatabaseGone = (error: unknown): boolean =>
  error instanceof mongo.MongoNetworkError ||
  error instanceof mongo.MongoServerSelectionError ||
  error instanceof mongo.MongoNotConnectedError ||
  error instanceof mongo.MongoTopologyClosedError ||
  error instanceof MongooseErrors.MongooseServerSelectionError

/** Whether a transaction may have been committed although its answer was lost. */
export const isUnknownCommit = (error: unknown): boolean =>
  error instanceof mongo.MongoError && error.hasErrorLabel('UnknownTransactionCommitResult')

/**
 * What a database error at the start or in a command says to whoever has set MONGODB_URI, or null when it is a fault of
 * ours. A server answers `hello` to anybody: what an account may not do is only known once it has asked for more.
 */
export function startupErrorFrom(error: unknown): StartupError | null {
  const code = codeOf(error)
  const sentence =
    code === UNAUTHORIZED
      ? 'MONGODB_URI 里的账号不能读写这个数据库：请核对用户名、密码和 authSource，并给它 readWrite 权限。'
      : NOT_PRIMARY.includes(code)
        ? 'MONGODB_URI 只连到了副本集里不能写入的一台：请写上副本集的名称和全部成员。'
        : isDatabaseGone(error)
          ? '数据库的连接中断了：请确认它在运行，再试一次。'
          : null
  return sentence === null ? null : new StartupError(sentence, { cause: error })
}
