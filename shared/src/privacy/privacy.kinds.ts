/** Every kind of personal data that is kept, one word each. The server's register says what stands behind a word. */
export const dataKinds = [
  'account',
  'sign_ins',
  'consents',
  'roll',
  'homes',
  'home_access',
  'marks',
  'kin',
  'roles',
  'second_factor',
  'receipts',
  'opinions',
  'votes',
  'council',
  'bookings',
  'inbox',
  'files',
  'requests',
  'looks',
] as const
export type DataKind = (typeof dataKinds)[number]

/** Why something may be kept without anybody's leave, or with it (PIPL art. 13). */
export const legalGrounds = ['consent', 'duty', 'law'] as const
export type LegalGround = (typeof legalGrounds)[number]

export const legalGroundLabel: Record<LegalGround, string> = {
  consent: '经您同意',
  duty: '社区履行法定职责',
  law: '法律要求保存',
}

/** What becomes of a kind when the account is deleted. */
export const deletionFates = ['removed', 'unnamed', 'frozen', 'kept'] as const
export type DeletionFate = (typeof deletionFates)[number]

export const deletionFateLabel: Record<DeletionFate, string> = {
  removed: '删除',
  unnamed: '去掉姓名后保留',
  frozen: '封存，不再显示',
  kept: '依法保留',
}

/** What somebody can ask the office to put right. */
export const correctionFields = ['name', 'phone', 'birth_date', 'relation', 'other'] as const
export type CorrectionField = (typeof correctionFields)[number]

export const correctionFieldLabel: Record<CorrectionField, string> = {
  name: '姓名',
  phone: '名册上的手机号',
  birth_date: '出生日期',
  relation: '与房屋的关系',
  other: '其他',
}

/** What somebody may be to a room, or that it is not one's own any more. */
export const wantedRelations = ['owner', 'family', 'tenant', 'carer', 'none'] as const
export type WantedRelation = (typeof wantedRelations)[number]

export const wantedRelationLabel: Record<WantedRelation, string> = {
  owner: '业主',
  family: '家人',
  tenant: '租户',
  carer: '照护人',
  none: '已不住这里，也不是我的房',
}

/** Why a correction is refused: the reason is told to the person (PIPL art. 50). */
export const correctionRefusals = ['proof_missing', 'register_differs', 'already_right', 'other'] as const
export type CorrectionRefusal = (typeof correctionRefusals)[number]

export const correctionRefusalLabel: Record<CorrectionRefusal, string> = {
  proof_missing: '需要带证件到社区窗口核对',
  register_differs: '和不动产登记或户口登记不一致',
  already_right: '核对后，名册上的内容没有错',
  other: '其他原因',
}

/** A sign-in this young needs no further proof before data leave or an account goes. */
export const PROOF_MINUTES = 15
