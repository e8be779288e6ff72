/** WeChat has no address: an opening is over when it says so. */
export const isAt = (_url: string): boolean => false
