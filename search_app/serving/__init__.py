"""The server of the site: its processes, the pages that they keep, and their compression."""
