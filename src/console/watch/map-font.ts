/** As the rest of the console; without a glyph server the browser's own fonts are drawn. */
export const mapFont = ['Inter Variable', 'sans-serif'];
