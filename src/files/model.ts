import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import type { ImageType } from './policy.ts';

/** `picture`: anybody may see it; `paper`: the owner and operators only. */
export type FilePurpose = 'picture' | 'paper';

export interface FileFacts {
  _id: Id;
  owner: Id;
  purpose: FilePurpose;
  type: ImageType;
  createdAt: Date;
}

export interface FileRecord extends FileFacts {
  bytes: Buffer;
}

const schema = new Schema<FileRecord>(
  {
    _id: String,
    owner: { type: String, required: true },
    purpose: { type: String, required: true },
    type: { type: String, required: true },
    bytes: { type: Buffer, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'files', versionKey: false },
).index({ owner: 1, _id: -1 });

/** The collection of uploaded images; a file never changes once stored. */
export interface FileStore {
  insert(file: FileRecord): Promise<void>;
  find(id: Id): Promise<FileRecord | undefined>;
  /** Without the bytes. */
  findFacts(ids: readonly Id[]): Promise<FileFacts[]>;
}

export function createFileStore(mongo: Mongo): FileStore {
  const File = mongo.model<FileRecord>('File', schema);
  return {
    async insert(file) {
      await File.create(file);
    },
    async find(id) {
      // The driver is asked directly because a lean query would hand over its own Binary type.
      const found = await File.collection.findOne({ _id: id as never }, { promoteBuffers: true });
      return (found as FileRecord | null) ?? undefined;
    },
    findFacts: (ids) =>
      File.find({ _id: { $in: [...ids] } })
        .select('-bytes')
        .lean<FileFacts[]>(),
  };
}
