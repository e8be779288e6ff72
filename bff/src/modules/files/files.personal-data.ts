import type { FilePurpose } from '@linli/shared/files/files.rules'
import { dateAndTime } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { deletedAccount, type DataEntry, type PersonalData } from '../../platform/personal-data'
import type { FilesRepository } from './files.repository'

const purposeLabel: Record<FilePurpose, string> = {
  opinion_photo: '意见的照片',
  booking_photo: '预约时交的照片',
  booking_document: '办完后给居民的材料',
  public_photo: '遮住人脸和车牌、可以公开的照片',
  opinion_voice: '意见的语音',
  opinion_video: '意见的视频',
  task_photo: '落实进展的照片',
  poll_record: '政府系统表决结果的原件照片',
  service_form: '办事指南里的表格',
  notice_attachment: '通知的附件',
  notice_cover: '通知的封面',
  notice_image: '通知的配图',
  home_proof: '绑定房屋的证件照片',
  import_sheet: '导入名册的表格',
}

/** Uploads as a part of what is kept about somebody. */
export const createFilesPersonalData = (deps: {
  readonly files: FilesRepository
  readonly clock: Clock
}): PersonalData => ({
  parts: [
    {
      kind: 'files',
      count: ({ accountId }) => deps.files.countOfUploader(accountId),
      async entries({ accountId }, { limit }) {
        const rows = await deps.files.ofUploader(accountId, limit)
        return rows.map((row): DataEntry => ({
          上传时间: dateAndTime(row.createdAt, deps.clock.now()),
          文件名: row.name,
          用在: purposeLabel[row.purpose],
          大小: `${Math.ceil(row.bytes / 1024)} KB`,
        }))
      },
    },
  ],
  erasures: [
    {
      name: 'files',
      erase: ({ accountId }) => deps.files.forgetUploader(accountId, deletedAccount, deps.clock.now()),
    },
  ],
})
