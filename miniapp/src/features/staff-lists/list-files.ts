import { importKindLabel, type ImportFormat, type ImportKind } from '@linli/shared/imports/imports.kinds'
import { apiBase, fileUrl } from '@/platform/client-name'
import { saveFile } from '@/platform/save-file'
import { showToast } from '@/ui/toast'

/** Formats offered here: a phone opens no text file of rows well. */
export const offeredFormats: readonly ImportFormat[] =
  process.env.TARO_ENV === 'weapp' ? ['xlsx'] : ['xlsx', 'csv']

export const formatLabel: Record<ImportFormat, string> = { xlsx: 'XLSX', csv: 'CSV' }

/** Saves a file of the server and says so when that did not work; `name` is what WeChat hands it over as. */
export async function save(address: string, name: string): Promise<void> {
  if (!(await saveFile(fileUrl(address), name))) showToast('没有下载成功，请刷新后再试')
}

const listsBase = `${apiBase.slice(apiBase.indexOf('/api/'))}/imports`

export const saveTemplate = (kind: ImportKind, format: ImportFormat): Promise<void> =>
  save(`${listsBase}/templates/${kind}/${format}`, `${importKindLabel[kind]}导入模板.${format}`)

/** Kinds of list there are fictional rows of, in the demo. */
export const sampledKinds: readonly ImportKind[] = ['rooms', 'owners', 'people']

export const saveSample = (kind: ImportKind, format: ImportFormat): Promise<void> =>
  save(`${listsBase}/samples/${kind}/${format}`, `${importKindLabel[kind]}示例名册.${format}`)
