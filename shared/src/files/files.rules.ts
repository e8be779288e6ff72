/** What a file may be uploaded for. The purpose decides which types and sizes are accepted, and who may upload. */
export const filePurposes = [
  'opinion_photo',
  'opinion_voice',
  'opinion_video',
  'booking_photo',
  /** What the counter gives the person with the result: a receipt, a certificate. */
  'booking_document',
  'task_photo',
  /** Scans of the document by which the city's own system tells a result. */
  'poll_record',
  /** What people print and fill in for an item of the catalogue. */
  'service_form',
  'notice_attachment',
  'notice_cover',
  'notice_image',
  'home_proof',
  'import_sheet',
] as const

export type UploadPurpose = (typeof filePurposes)[number]

/** What the server itself makes: the copy of a photo that everybody may see, with faces and plates covered. */
export const madePurposes = ['public_photo'] as const

export type FilePurpose = UploadPurpose | (typeof madePurposes)[number]

/** Types told from the first bytes, never from the name or from what the client says. */
export const fileTypes = [
  ...(['jpeg', 'png', 'webp', 'pdf', 'xlsx', 'mp4', 'm4a', 'csv'] as const),
  ...(['mp3', 'aac', 'webm'] as const),
  ...(['mov', 'webm-film'] as const),
] as const

export type FileType = (typeof fileTypes)[number]

const MEGABYTE = 1024 * 1024

/** Bytes. A photo straight from a phone's camera is 3 to 8 MB. */
export const PHOTO_LIMIT_BYTES = 10 * MEGABYTE
/** Bytes. */
export const DOCUMENT_LIMIT_BYTES = 20 * MEGABYTE
/** Bytes. A minute at 320 kbit/s, more than any recorder here makes. */
export const VOICE_LIMIT_BYTES = 3 * MEGABYTE

/** Bytes. Half a minute at 5 Mbit/s, more than WeChat makes of one (`sizeType: compressed`). */
export const VIDEO_LIMIT_BYTES = 20 * MEGABYTE

const images: readonly FileType[] = ['jpeg', 'png', 'webp']
/** Sound alone: what WeChat records (mp3, aac), what browsers do (m4a, webm without a picture). */
const sounds: readonly FileType[] = ['mp3', 'aac', 'm4a', 'webm']
/** What phones film (mp4, mov) and what browsers record (webm with a picture). */
const films: readonly FileType[] = ['mp4', 'mov', 'webm-film']

export const isImageType = (type: FileType): boolean => images.includes(type)

/** Types a purpose accepts. */
export const acceptedTypes: Record<UploadPurpose, readonly FileType[]> = {
  opinion_photo: images,
  opinion_voice: sounds,
  opinion_video: films,
  booking_photo: images,
  booking_document: ['jpeg', 'png', 'webp', 'pdf'],
  task_photo: images,
  poll_record: ['jpeg', 'png', 'webp', 'pdf'],
  service_form: ['jpeg', 'png', 'webp', 'pdf', 'xlsx'],
  // A text file of rows has no signature, so it is taken for nothing but a list.
  notice_attachment: ['jpeg', 'png', 'webp', 'pdf', 'xlsx', 'mp4', 'm4a'],
  notice_cover: images,
  notice_image: images,
  home_proof: images,
  import_sheet: ['xlsx', 'csv'],
}

/** Photos of documents have no address of their own: only their owner's page hands them out, to whoever may decide. */
export const isProof = (purpose: FilePurpose): boolean => purpose === 'home_proof'

/** Most bytes of a file of this type for a purpose. */
export function limitOf(type: FileType, purpose: UploadPurpose): number {
  if (purpose === 'opinion_voice') return VOICE_LIMIT_BYTES
  if (purpose === 'opinion_video') return VIDEO_LIMIT_BYTES
  return isImageType(type) ? PHOTO_LIMIT_BYTES : DOCUMENT_LIMIT_BYTES
}

/** Most bytes a purpose accepts whatever the type; known before the first byte has arrived. */
export const limitOfPurpose = (purpose: UploadPurpose): number =>
  Math.max(...acceptedTypes[purpose].map((type) => limitOf(type, purpose)))

/** Ends of file names by which a chooser offers a type; what a file is, the server tells from its first bytes. */
const nameEnds: Record<FileType, readonly string[]> = {
  ...{ jpeg: ['jpg', 'jpeg'], png: ['png'], webp: ['webp'], pdf: ['pdf'], xlsx: ['xlsx'], csv: ['csv'] },
  ...{ mp4: ['mp4'], mov: ['mov'], 'webm-film': ['webm'] },
  ...{ m4a: ['m4a'], mp3: ['mp3'], aac: ['aac'], webm: ['webm'] },
}

/** What a chooser offers for a purpose, such as `pdf`: nothing that would be refused after the upload. */
export const nameEndsOf = (purpose: UploadPurpose): readonly string[] =>
  acceptedTypes[purpose].flatMap((type) => nameEnds[type])
