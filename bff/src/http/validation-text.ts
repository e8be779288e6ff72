import type { $ZodRawIssue } from 'zod/v4/core'

const sizeUnit: Readonly<Record<string, string>> = { string: '个字', array: '项', set: '项', file: '字节' }
const formatText: Readonly<Record<string, string>> = {
  datetime: '时间格式不对',
  date: '日期格式不对',
  time: '时间格式不对',
  email: '邮箱格式不对',
  url: '网址格式不对',
  regex: '格式不对',
}

const unitOf = (origin: string): string => sizeUnit[origin] ?? ''

/**
 * The Chinese sentence of an issue whose schema names none, so that no caller ever reads zod's English.
 * Passed to every parse; a message written in the schema wins.
 */
export function chineseIssue(issue: $ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '这里要填写' : '内容的类型不对'
    case 'too_big':
      return `不能超过 ${issue.maximum}${suffix(issue.origin)}`
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? '这里要填写'
        : `不能少于 ${issue.minimum}${suffix(issue.origin)}`
    case 'invalid_format':
      return formatText[issue.format] ?? '格式不对'
    case 'not_multiple_of':
      return `要是 ${issue.divisor} 的倍数`
    case 'unrecognized_keys':
      return '不认识这一项，请更新后再试'
    case 'invalid_value':
      return '不在可选的范围内'
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return '这里填得不对'
    default:
      return '这里填得不对'
  }
}

function suffix(origin: string): string {
  const unit = unitOf(origin)
  return unit === '' ? '' : ` ${unit}`
}
