import * as z from 'zod/mini'

/** Ids are `<prefix>_<base58 of a UUIDv7>`: sortable, opaque, and safe in an address. */
export const id = z.string().check(z.regex(/^[a-z]{2,5}_[1-9A-HJ-NP-Za-km-z]{16,24}$/, '编号不对'))
export const isoTime = z.iso.datetime({ error: '时间格式不对' })
/** A day in Asia/Shanghai, `2026-11-23`. */
export const isoDay = z.iso.date({ error: '日期格式不对' })
export const phone = z.string().check(z.regex(/^1[3-9]\d{9}$/, '请填 11 位手机号'))

/** Control characters other than tabs and line ends, as part of a character class. */
const controls = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f`
const printable = new RegExp(`^[^${controls}]*$`)

/** Text as a person types it: outer blanks do not count, control characters are refused (XML and CSV cannot carry them). */
export const text = (max: number, min = 1) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(min, min <= 1 ? '这里要填写' : `至少写 ${min} 个字`),
      z.maxLength(max, `最多 ${max} 个字`),
      z.regex(printable, '有不能显示的字符，请删掉'),
    )

export const idParams = z.strictObject({ id })

/** Cursor pagination: opaque cursor, at most 50 rows, 20 by default (chosen by the server). */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(200), z.regex(/^[\w-]+$/, '页码不对'))),
  limit: z.optional(
    z.coerce
      .number()
      .check(z.int('每页条数要是整数'), z.gte(1, '每页至少 1 条'), z.lte(50, '每页最多 50 条')),
  ),
}

export const page = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })

export const empty = z.object({})
/** A change that expects the version it was read with, so that two editors cannot overwrite each other. */
export const version = z.number().check(z.int(), z.gte(0))
/** Search words of a person; an empty box is no search. */
export const searchText = z.optional(z.string().check(z.trim(), z.maxLength(40, '最多 40 个字')))
