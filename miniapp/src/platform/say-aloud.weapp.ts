/** WeChat has no voice of its own; the phone vibrates instead. */
export const sayAloud: ((sentence: string) => void) | undefined = undefined
