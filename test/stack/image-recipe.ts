/** How to make an image from files of this machine. */
export type ImageRecipe = {
	/** Files by their path in the image: where each is copied from. */
	readonly files: Readonly<Record<string, string>>;
	/** Folders and files, relative to a root, that keep their place in the image. */
	readonly trees?: readonly { readonly root: string; readonly paths: readonly string[] }[];
	/** Texts by their path in the image. */
	readonly texts?: Readonly<Record<string, string>>;
	/** Empty folders and the user and group they belong to: a new volume takes these over. */
	readonly folders?: Readonly<Record<string, number>>;
	/** Instructions of a Dockerfile: ENTRYPOINT, CMD, ENV, USER and the like. */
	readonly changes: readonly string[];
};
