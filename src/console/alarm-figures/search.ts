export type FreeSearch = { readonly [name: string]: string | number | boolean | undefined };
