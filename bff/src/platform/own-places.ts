/**
 * What a `$set` needs to write something else into those elements of a stored list that are somebody's own, as
 * `{ 'history.3.byName': … }`. Only for lists that grow at their end alone: their places stay what they were when read.
 */
export function inOwnPlaces<Element>(
  list: string,
  elements: readonly Element[],
  isOwn: (element: Element) => boolean,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    elements.flatMap((element, place) =>
      isOwn(element)
        ? Object.entries(values).map(([field, value]) => [`${list}.${place}.${field}`, value] as const)
        : [],
    ),
  )
}
