import type { FileRef } from '../../platform/files/file-ref'
import type { BookingRow } from './booking.model'
import type { BookingFiles } from './bookings.ports'

export interface BookingDocuments {
  /** Makes uploads of the caller the booking's, for its person to open; inside a unit of work. */
  keep(
    booking: Pick<BookingRow, '_id' | 'communityId'>,
    accountId: string,
    fileIds: readonly string[],
  ): Promise<FileRef[]>
  /** Lets go of what came with the result of a booking that is unnamed or removed. */
  letGo(booking: Pick<BookingRow, '_id' | 'communityId' | 'documents'>): Promise<void>
}

/** What the counter gives the person with the result. */
export function createBookingDocuments({ files }: { files: BookingFiles }): BookingDocuments {
  const owned = ({ _id: ownerId, communityId }: Pick<BookingRow, '_id' | 'communityId'>) =>
    ({ ownerType: 'booking', ownerId, purpose: 'booking_document', communityId }) as const
  return {
    keep: (booking, accountId, fileIds) =>
      files.claim(fileIds, { ...owned(booking), accountId, field: 'documentIds' }),
    async letGo(booking) {
      if ((booking.documents ?? []).length > 0) await files.releaseOthers([], owned(booking))
    },
  }
}
