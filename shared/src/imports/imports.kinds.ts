/** What a list can bring into the roll. */
export const importKinds = ['rooms', 'owners', 'people', 'tags'] as const
export type ImportKind = (typeof importKinds)[number]

export const importKindLabel: Record<ImportKind, string> = {
  rooms: '房屋',
  owners: '业主',
  people: '住户',
  tags: '标签',
}

/** What a row of a list is counted in. */
export const importKindUnit: Record<ImportKind, string> = {
  rooms: '套',
  owners: '条',
  people: '条',
  tags: '条',
}

export const importFormats = ['xlsx', 'csv'] as const
export type ImportFormat = (typeof importFormats)[number]

/** Rows of one file, its header and notes not counted. */
export const MOST_IMPORT_ROWS = 20_000

/** The sheet of a workbook that explains its columns. */
export const NOTES_SHEET = '填写说明'
/** The column a result file carries beside those of its kind; it is read over when it comes back. */
export const REASON_COLUMN = '没有导入的原因'

/** Why a whole file was refused; faults of reading come from the reader under the same names. */
export const importFaults = [
  'empty',
  'encoding',
  'utf16',
  'quotes',
  'not_a_workbook',
  'old_or_locked',
  'bomb',
  'too_many_rows',
  'too_many_columns',
  'too_many_cells',
  'cell_too_long',
  'no_sheet',
  /** Columns that must be there are not. */
  'header_missing',
  /** A column stands in the header twice. */
  'header_twice',
] as const
export type ImportFault = (typeof importFaults)[number]

export const importFaultText: Record<ImportFault, string> = {
  empty: '文件里没有内容，请填好后再传',
  encoding: '文字编码认不出来，请在表格软件里另存为 XLSX 后再传',
  utf16: '这是“Unicode 文本”，请在表格软件里另存为 XLSX 或“CSV UTF-8”后再传',
  quotes: '有一个引号没有成对，后面的内容连在了一起，请改好后再传',
  not_a_workbook: '这个表格文件打不开，可能没有保存完整，请重新保存后再传',
  old_or_locked: '这是旧版表格（.xls）或加了密码的表格，请去掉密码并另存为 XLSX 后再传',
  bomb: '这个文件展开后异常地大，不能读取。请新建一个表格，只粘贴数据后再传',
  too_many_rows: '一次最多导入 20,000 行，请分成几个文件',
  too_many_columns: '列太多，请用模板的列，并删掉右边多余的内容',
  too_many_cells: '表格的格子太多，请新建一个表格，只粘贴数据后再传',
  cell_too_long: '有一格的内容太长，请改好后再传',
  no_sheet: '没有找到可以读的工作表，请把数据放在第一张工作表',
  header_missing: '表头缺少必填的列，请用模板的表头',
  header_twice: '表头里有重复的列，请删掉一列',
}

/** What a list is taken out for; recorded with every export. */
export const exportPurposes = ['check', 'visit', 'report', 'emergency', 'backup'] as const
export type ExportPurpose = (typeof exportPurposes)[number]

export const exportPurposeLabel: Record<ExportPurpose, string> = {
  check: '核对名册',
  visit: '上门走访',
  report: '上级报送',
  emergency: '应急联系',
  backup: '留存台账',
}
