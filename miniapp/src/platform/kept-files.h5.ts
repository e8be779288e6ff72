import type { KeptFile } from './kept-files.types'
import type { LocalFile } from './photos.types'

const DATABASE = 'linli-unsent'
const STORE = 'files'

interface Row {
  readonly key: string
  readonly place: string
  readonly id: string
  readonly name: string
  readonly blob: Blob
  readonly at: number
}

const keyOf = (place: string, id: string): string => `${place}/${id}`

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the store of this browser refused'))
  })

function openStore(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
  return answerOf(request)
}

/** Keeping is a help, never a condition: a browser without room or permission loses only what it lost before. */
async function within<T>(
  mode: IDBTransactionMode,
  otherwise: T,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  if (typeof indexedDB === 'undefined') return otherwise
  try {
    const database = await openStore()
    try {
      return await answerOf(act(database.transaction(STORE, mode).objectStore(STORE)))
    } finally {
      database.close()
    }
  } catch {
    return otherwise
  }
}

/** Keeps a file under the name of its form until it has arrived. */
export async function keepFile(place: string, id: string, { name, source }: LocalFile): Promise<void> {
  if (typeof source === 'string') return
  const row: Row = { key: keyOf(place, id), place, id, name, blob: source, at: Date.now() }
  await within<IDBValidKey>('readwrite', '', (store) => store.put(row))
}

/** What a form has not sent yet, in the order in which it was chosen. */
export async function keptFiles(place: string): Promise<KeptFile[]> {
  const range = IDBKeyRangeOf(place)
  if (range === undefined) return []
  const rows = await within<Row[]>('readonly', [], (store) => store.getAll(range) as IDBRequest<Row[]>)
  return rows
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, name, blob }) => ({ id, file: { url: URL.createObjectURL(blob), name, source: blob } }))
}

export async function dropFile(place: string, id: string): Promise<void> {
  await within<undefined>('readwrite', undefined, (store) => store.delete(keyOf(place, id)))
}

const IDBKeyRangeOf = (place: string): IDBKeyRange | undefined =>
  typeof IDBKeyRange === 'undefined' ? undefined : IDBKeyRange.bound(`${place}/`, `${place}/\uffff`)
