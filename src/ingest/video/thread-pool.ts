/**
 * Every read of a live stream waits in a thread of Node's pool until the camera sends. With the usual four threads a
 * fifth camera, or four that hang, would hold up all others. Must be imported before anything uses the pool.
 */
process.env.UV_THREADPOOL_SIZE ??= '64';
