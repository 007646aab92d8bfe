/**
 * What is left out of the tables of a machine, as patterns that match a whole value. They are valid in RE2 and in
 * JavaScript, so that Prometheus and the local sampler leave out the same.
 */

/** In memory, in an image, of another file system, or on another machine. `fuseblk` is a real disk and stays. */
export const fileSystemTypes =
	'(dev)?tmpfs|ramfs|rootfs|overlay|aufs|squashfs|erofs|iso9660|udf|fuse([.].*)?|9p|virtiofs|drvfs|nfs.*|cifs|smb.*|ceph|autofs';

/** Without a disk of their own, or built of disks that are counted themselves. */
export const diskDevices = '(ram|zram|loop|fd|sr|md|dm-|nbd|drbd)[0-9].*|md_.*';

/** The loopback, and bridges and tunnel ends whose traffic crosses a real interface or never leaves. */
export const networkDevices =
	'lo[0-9]*|(veth|docker|podman|cni|cali|flannel|virbr|vnet|tap|tunl|ifb|dummy|sit|gre|gretap|erspan|ip6|ip_vti|teql).*|br-.*|bonding_masters';
