import { importKindLabel, importKindUnit } from '@linli/shared/imports/imports.kinds'
import { importStatusLabel, isRunning, type ImportStatus } from '@linli/shared/imports/imports.machine'
import type { ImportCounts, ImportItemView, ImportView } from '@linli/shared/imports/imports.schema'
import { groupedText } from '@/ui/count-text'
import type { Tone } from '@/ui/status-pill'

const tones: Record<ImportStatus, Tone> = {
  reading: 'run',
  checking: 'run',
  checked: 'you',
  applying: 'run',
  refused: 'late',
  cancelled: 'off',
  done: 'done',
  stopped: 'wait',
  failed: 'late',
}
export const toneOf = (status: ImportStatus): Tone => tones[status]
export const statusText = (status: ImportStatus): string => importStatusLabel[status]

/** Rows that a confirmation would write. */
export const rowsToWrite = ({ created, changed }: ImportCounts): number => created + changed

/** What runs now and how far it is: `正在核对 8,000 / 19,848 行`. */
export function progressText({ status, done, rows }: Pick<ImportView, 'status' | 'done' | 'rows'>): string {
  if (status === 'reading' || rows === 0) return '正在读取文件'
  return `${statusText(status)} ${groupedText(done)} / ${groupedText(rows)} 行`
}

/** 0 to 1; reading has no measure. */
export const progressOf = ({ status, done, rows }: Pick<ImportView, 'status' | 'done' | 'rows'>): number =>
  status === 'reading' || rows === 0 ? 0 : Math.min(1, done / rows)

/** One sentence about how a list ended or stands. */
export function outcomeText({
  status,
  kind,
  counts,
}: Pick<ImportItemView, 'status' | 'kind' | 'counts'>): string {
  const unit = importKindUnit[kind]
  const written = counts === null ? 0 : rowsToWrite(counts)
  switch (status) {
    case 'checked':
      return written === 0 ? nothingToWrite(counts) : `核对好了，确认后写入 ${groupedText(written)} ${unit}`
    case 'done':
      return written === 0 ? '没有要写入的内容' : `已写入 ${groupedText(written)} ${unit}`
    case 'stopped':
      return `已经停下，停下之前写入了 ${groupedText(written)} ${unit}，其余没有写入`
    case 'failed':
      return written === 0
        ? '没有办成，名册没有改动，请过一会儿再传一次'
        : `中途没有办成，已写入 ${groupedText(written)} ${unit}。可以把同一份文件再传一次，写过的不会重复`
    case 'cancelled':
      return '已取消，名册没有改动'
    case 'refused':
      return '文件不能用，名册没有改动'
    case 'reading':
    case 'checking':
    case 'applying':
      return statusText(status)
  }
}

/** Why a list that was compared has nothing to confirm. */
function nothingToWrite(counts: ImportCounts | null): string {
  if (counts === null || counts.bad === 0) return '和名册里的内容一样，没有要写入的'
  const rest = counts.same === 0 ? '没有一行能导入' : '其余的和名册里一样，没有要写入的'
  return `${groupedText(counts.bad)} 行有问题，${rest}。请改好再传`
}

/** A row of the history as one sentence. */
export const itemText = (item: ImportItemView): string =>
  `${importKindLabel[item.kind]}名册，${item.fileName}，${isRunning(item.status) ? statusText(item.status) : outcomeText(item)}`

/** Why a chosen file need not be sent at all; undefined when it may be right. */
export function refusalOfName(name: string): string | undefined {
  if (/\.xls$/i.test(name)) return '这是旧版表格（.xls），请在表格软件里另存为 XLSX 后再选'
  return /\.(xlsx|csv)$/i.test(name) ? undefined : '请选择 XLSX 或 CSV 文件'
}
