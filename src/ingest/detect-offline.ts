/**
 * To be imported before the inference library. Its official builds report usage to their maker: since 1.30 on Linux, too,
 * with a device id and a database in the home folder and logs in the temporary one. Set before the library starts, this
 * turns all of it off; nothing here may call out, and nothing here may write a file but converted models.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
// The name of newer versions.
process.env.ORT_TELEMETRY_DISABLED = '1';
